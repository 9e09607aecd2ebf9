-- Where an authority is with each thing that a measure asks, by its words: what is written otherwise is something else.
alter table authority_marks add column acts jsonb not null default '{}'
  constraint authority_marks_acts_by_words check (jsonb_typeof(acts) = 'object');
