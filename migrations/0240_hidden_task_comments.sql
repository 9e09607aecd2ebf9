-- A comment that moderation hides keeps its place, as a message does (0200): its words wait apart, where nothing that reads
-- comments finds them.
alter table plan_task_comments
  add column hidden_at timestamptz,
  add column hidden_by uuid references accounts,
  add column hidden_as text,
  add column hidden_reason text;

-- What a copilot used to delete with a reason is hidden, and its words are gone.
update plan_task_comments
  set hidden_at = deleted_at, hidden_by = deleted_by, hidden_as = 'copilot', hidden_reason = removal_reason,
    deleted_at = null, deleted_by = null
  where removal_reason <> '' and deleted_at is not null;

alter table plan_task_comments
  drop column removal_reason,
  add constraint plan_task_comments_hidden_as check (hidden_as in ('copilot', 'team')),
  add constraint plan_task_comments_hidden_whole check (num_nonnulls(hidden_at, hidden_as, hidden_reason) in (0, 3)),
  add constraint plan_task_comments_hidden_by_somebody check (hidden_by is null or hidden_at is not null),
  add constraint plan_task_comments_hidden_reason_not_empty check (hidden_reason <> ''),
  add constraint plan_task_comments_hidden_say_nothing check (hidden_at is null or (body = '' and deleted_at is null));

create table hidden_task_comments (
  comment_id uuid constraint hidden_task_comments_once primary key references plan_task_comments on delete cascade,
  body text not null
);
