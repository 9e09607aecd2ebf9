-- What a step of a work plan asks of whom: tasks, what is said of them, when their owner was asked.
alter table plan_steps add column state_since timestamptz;
update plan_steps set state_since = created_at where state = 'todo';

create table plan_tasks (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  -- null for what belongs to no step
  step_id uuid references plan_steps on delete set null,
  title text not null constraint plan_tasks_title check (title <> ''),
  -- in Markdown
  description text not null default '',
  owner_account_id uuid references accounts,
  owner_organisation_slug text references organisations,
  due_on date,
  state step_state not null default 'todo',
  state_since timestamptz not null,
  -- where it was decided, such as a meeting: a page of the site and its words
  source_url text constraint plan_tasks_source_own check (source_url ~ '^/[^/]'),
  source_label text,
  -- the last time that somebody asked the owner how far it is
  asked_at timestamptz,
  asked_by uuid references accounts,
  version integer not null default 1,
  created_by uuid references accounts,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint plan_tasks_one_owner check (num_nonnulls(owner_account_id, owner_organisation_slug) <= 1),
  constraint plan_tasks_whole_source check ((source_url is null) = (source_label is null))
);
create index plan_tasks_group on plan_tasks (group_id, state, due_on, created_at);
create index plan_tasks_step on plan_tasks (step_id);
create index plan_tasks_owner on plan_tasks (owner_account_id);

create table plan_task_comments (
  id uuid primary key default gen_random_uuid(),
  task_id uuid not null references plan_tasks on delete cascade,
  author_id uuid references accounts,
  body text not null,
  -- how far the owner said that the task was, asked or not
  told_state step_state,
  version integer not null default 1,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  deleted_by uuid references accounts,
  -- why somebody other than its author took it out
  removal_reason text
);
create index plan_task_comments_task on plan_task_comments (task_id, created_at);
create index plan_task_comments_author on plan_task_comments (author_id);

create table plan_task_comment_versions (
  comment_id uuid not null references plan_task_comments on delete cascade,
  version integer not null,
  body text not null,
  replaced_at timestamptz not null,
  constraint plan_task_comment_versions_once primary key (comment_id, version)
);
