-- What a copilot or the programme team takes out says why, in its place.
alter table messages
  add column removed_as text,
  add column removal_reason text,
  add constraint messages_removed_as check (removed_as in ('copilot', 'team')),
  add constraint messages_removal_has_its_reason check ((removed_as is null) = (removal_reason is null)),
  add constraint messages_removal_reason_not_empty check (removal_reason <> '');
