-- Facts that audience rules ask of an authority and that no official file tells: the words to ask and to tell them.
create table flags (
  code text primary key constraint flags_code_form check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  question text not null,
  fact text not null,
  contrary text not null,
  -- where to find the answer
  help text,
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
create trigger content_changed after insert or update or delete on flags for each statement execute function tell_content_changed();
