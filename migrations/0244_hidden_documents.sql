-- A file that moderation hides is out of its folder, the search and the archives; its author and those who moderate still open it.
-- Its name is free for another meanwhile.
alter table documents
  add column hidden_at timestamptz,
  add column hidden_by uuid references accounts,
  add column hidden_as text,
  add column hidden_reason text,
  add constraint documents_hidden_as check (hidden_as in ('copilot', 'team')),
  add constraint documents_hidden_whole check (num_nonnulls(hidden_at, hidden_as, hidden_reason) in (0, 3)),
  add constraint documents_hidden_by_somebody check (hidden_by is null or hidden_at is not null),
  add constraint documents_hidden_reason_not_empty check (hidden_reason <> '');

drop index documents_name_once;
create unique index documents_name_once on documents (group_id, folder_id, lower(name))
  nulls not distinct where deleted_at is null and hidden_at is null;
