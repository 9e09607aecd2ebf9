-- Meetings of a group: who is called to what, who comes, what is said there and what is made of it.
create type meeting_audience as enum ('members', 'copilots', 'chosen');
create type meeting_state as enum ('called', 'cancelled');
create type meeting_answer as enum ('yes', 'maybe', 'no');
create type meeting_presence as enum ('present', 'excused');
create type minutes_state as enum ('draft', 'proposed', 'approved');
create type outcome_kind as enum ('decision', 'action');

create table meetings (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  title text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  place text,
  -- told to those invited, and to nobody else
  link text,
  audience meeting_audience not null,
  state meeting_state not null default 'called',
  cancelled_reason text,
  minutes_state minutes_state not null default 'draft',
  proposed_by uuid references accounts,
  proposed_at timestamptz,
  approved_at timestamptz,
  -- the one whose open ends this one takes up
  previous_id uuid references meetings on delete set null,
  version integer not null default 1,
  -- of its event in calendars: raised by each change that they show
  sequence integer not null default 0,
  created_by uuid references accounts,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint meetings_end_after_start check (ends_at > starts_at),
  constraint meetings_somewhere check (place is not null or link is not null),
  constraint meetings_cancelled_with_reason check ((state = 'cancelled') = (cancelled_reason is not null)),
  constraint meetings_proposed check ((minutes_state = 'draft') = (proposed_at is null)),
  constraint meetings_approved check ((minutes_state = 'approved') = (approved_at is not null))
);
create index meetings_group on meetings (group_id, starts_at desc);
create index meetings_called on meetings (starts_at) where state = 'called';
create index meetings_previous on meetings (previous_id) where previous_id is not null;

-- The agenda, and what was said of each of its items; the last one, « divers », is in every meeting.
create table meeting_items (
  id uuid primary key default gen_random_uuid(),
  meeting_id uuid not null references meetings on delete cascade,
  position integer not null,
  title text not null,
  minutes integer constraint meeting_items_some_time check (minutes between 1 and 600),
  presenter text,
  is_other boolean not null default false,
  -- left for the next meeting
  postponed boolean not null default false,
  -- in Markdown
  body text not null default '',
  -- of the body; 0 while nobody wrote
  version integer not null default 0,
  written_by uuid references accounts,
  written_at timestamptz,
  constraint meeting_items_order unique (meeting_id, position) deferrable initially deferred
);
create unique index meeting_items_one_other on meeting_items (meeting_id) where is_other;

create table meeting_item_versions (
  item_id uuid not null references meeting_items on delete cascade,
  version integer not null,
  body text not null,
  written_by uuid references accounts,
  written_at timestamptz not null,
  -- two people wrote at once, and their texts were put together
  merged boolean not null default false,
  constraint meeting_item_versions_once primary key (item_id, version)
);

create table meeting_invitations (
  meeting_id uuid not null references meetings on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  invited_at timestamptz not null,
  -- by name, whatever the audience
  by_name boolean not null default false,
  answer meeting_answer,
  word text,
  answered_at timestamptz,
  -- takes the minutes
  writes boolean not null default false,
  -- the start that the person was reminded of
  reminded_for timestamptz,
  constraint meeting_invitations_once primary key (meeting_id, account_id),
  constraint meeting_invitations_answered check ((answer is null) = (answered_at is null))
);
create index meeting_invitations_account on meeting_invitations (account_id);

-- What a mail carries to answer in one click; kept as a hash.
create table meeting_links (
  token_hash bytea constraint meeting_links_once primary key,
  meeting_id uuid not null references meetings on delete cascade,
  account_id uuid not null references accounts on delete cascade
);
create index meeting_links_invitation on meeting_links (meeting_id, account_id);
create index meeting_links_account on meeting_links (account_id);

-- Who was there, as it was that day: people move.
create table meeting_attendance (
  id uuid primary key default gen_random_uuid(),
  meeting_id uuid not null references meetings on delete cascade,
  -- null for a person without an account
  account_id uuid references accounts,
  name text not null,
  organisation text not null,
  side side,
  presence meeting_presence not null,
  noted_by uuid references accounts,
  noted_at timestamptz not null,
  constraint meeting_attendance_once unique (meeting_id, account_id)
);
create index meeting_attendance_account on meeting_attendance (account_id) where account_id is not null;

create table meeting_outcomes (
  id uuid primary key default gen_random_uuid(),
  meeting_id uuid not null references meetings on delete cascade,
  item_id uuid not null references meeting_items on delete cascade,
  kind outcome_kind not null,
  text text not null,
  -- of an action: who does it, in words, and by when
  owner text,
  due_on date,
  -- of an action: its step in the work plan, while it is there
  task_id uuid references plan_tasks on delete set null,
  created_by uuid references accounts,
  created_at timestamptz not null
);
create index meeting_outcomes_meeting on meeting_outcomes (meeting_id, created_at);
create index meeting_outcomes_task on meeting_outcomes (task_id) where task_id is not null;

create table meeting_approvals (
  meeting_id uuid not null references meetings on delete cascade,
  side side not null,
  account_id uuid references accounts,
  approved_at timestamptz not null,
  constraint meeting_approvals_once primary key (meeting_id, side)
);

create table meeting_corrections (
  id uuid primary key default gen_random_uuid(),
  meeting_id uuid not null references meetings on delete cascade,
  author_id uuid references accounts,
  text text not null,
  created_at timestamptz not null,
  answer text,
  answered_by uuid references accounts,
  answered_at timestamptz,
  constraint meeting_corrections_answered check ((answer is null) = (answered_at is null))
);
create index meeting_corrections_meeting on meeting_corrections (meeting_id, created_at);

-- Secret addresses of calendars, one for each person and group; without a group, of all one's meetings.
create table meeting_calendars (
  token_hash bytea constraint meeting_calendars_once primary key,
  account_id uuid not null references accounts on delete cascade,
  group_id uuid references groups,
  created_at timestamptz not null,
  constraint meeting_calendars_one_each unique nulls not distinct (account_id, group_id)
);
