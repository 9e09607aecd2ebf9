-- What the pilots answer to a testimony is hidden as testimonies are (0242).
alter table experience_answers
  add column hidden_at timestamptz,
  add column hidden_by uuid references accounts,
  add column hidden_as text,
  add column hidden_reason text,
  add constraint experience_answers_hidden_as check (hidden_as in ('copilot', 'team')),
  add constraint experience_answers_hidden_whole check (num_nonnulls(hidden_at, hidden_as, hidden_reason) in (0, 3)),
  add constraint experience_answers_hidden_by_somebody check (hidden_by is null or hidden_at is not null),
  add constraint experience_answers_hidden_reason_not_empty check (hidden_reason <> ''),
  add constraint experience_answers_hidden_say_nothing check (hidden_at is null or body = '');

create table hidden_experience_answers (
  answer_id uuid constraint hidden_experience_answers_once primary key references experience_answers on delete cascade,
  body text not null
);
