-- A message that moderation hides keeps its place. Its words wait in a table of their own, where nothing that reads messages
-- finds them, and come back as they were if it is restored.
alter table messages
  add column hidden_at timestamptz,
  add column hidden_by uuid references accounts,
  add column hidden_as text,
  add column hidden_reason text;

-- What a copilot or the programme team used to delete with a reason is hidden, and its words are gone.
update messages
  set hidden_at = deleted_at, hidden_by = deleted_by, hidden_as = removed_as, hidden_reason = removal_reason,
    deleted_at = null, deleted_by = null
  where removed_as is not null and deleted_at is not null;

alter table messages
  drop column removed_as,
  drop column removal_reason,
  add constraint messages_hidden_as check (hidden_as in ('copilot', 'team')),
  add constraint messages_hidden_whole check (num_nonnulls(hidden_at, hidden_as, hidden_reason) in (0, 3)),
  add constraint messages_hidden_by_somebody check (hidden_by is null or hidden_at is not null),
  add constraint messages_hidden_reason_not_empty check (hidden_reason <> ''),
  add constraint messages_hidden_say_nothing check (hidden_at is null or (body = '' and deleted_at is null));

create table hidden_texts (
  message_id uuid constraint hidden_texts_once primary key references messages on delete cascade,
  body text not null,
  -- of the thread that it opens
  title text
);
