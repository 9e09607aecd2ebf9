-- A testimony that moderation hides leaves the pages (0200): its words wait apart, and come back with the answers if it is restored.
alter table measure_experiences
  add column hidden_at timestamptz,
  add column hidden_by uuid references accounts,
  add column hidden_as text,
  add column hidden_reason text;

-- What keepers of the agenda used to take out is hidden, and its words are gone. Their reason was compulsory.
update measure_experiences
  set hidden_at = removed_at, hidden_as = 'copilot', hidden_reason = coalesce(nullif(removed_reason, ''), 'Motif non gardé')
  where removed_at is not null;

alter table measure_experiences
  drop column removed_at,
  drop column removed_reason,
  add constraint measure_experiences_hidden_as check (hidden_as in ('copilot', 'team')),
  add constraint measure_experiences_hidden_whole check (num_nonnulls(hidden_at, hidden_as, hidden_reason) in (0, 3)),
  add constraint measure_experiences_hidden_by_somebody check (hidden_by is null or hidden_at is not null),
  add constraint measure_experiences_hidden_reason_not_empty check (hidden_reason <> ''),
  add constraint measure_experiences_hidden_say_nothing check (hidden_at is null or body = '');

create table hidden_experiences (
  experience_id uuid constraint hidden_experiences_once primary key references measure_experiences on delete cascade,
  body text not null
);
