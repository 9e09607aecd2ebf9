-- Project groups, who co-pilots them, their life, their plan and their progress.
create type group_state as enum ('proposed', 'active', 'paused', 'closed');
create type step_state as enum ('todo', 'doing', 'done', 'dropped');
-- as in public policy tracking: from clear sky to storm
create type weather as enum ('sunny', 'fair', 'cloudy', 'stormy');

create table groups (
  id uuid primary key default gen_random_uuid(),
  slug text not null constraint groups_slug_once unique
    constraint groups_slug_form check (slug ~ '^[a-z0-9-]+$'),
  number integer constraint groups_number_once unique,
  title text not null,
  objective text not null,
  state group_state not null default 'proposed',
  period_start text,
  period_end text,
  seen_from date,
  period_note text,
  status_note text,
  contact text,
  -- closed to observers, or open to every member of a local authority
  open_to_authorities boolean not null default true,
  sources jsonb not null default '[]',
  confidence text not null default 'high',
  note text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table group_copilots (
  group_id uuid not null references groups,
  organisation_slug text not null references organisations,
  side side not null,
  label text,
  position integer not null default 0,
  constraint group_copilots_once primary key (group_id, organisation_slug)
);
create index group_copilots_organisation on group_copilots (organisation_slug);

create table group_life_changes (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  from_state group_state,
  to_state group_state not null,
  reason text not null constraint group_life_changes_reason check (reason <> ''),
  -- null for what was true before Cordée knew of it
  actor_id uuid references accounts,
  -- null when nobody can tell the date
  at timestamptz,
  recorded_at timestamptz not null default now()
);
create index group_life_changes_group on group_life_changes (group_id, recorded_at desc);

create table plan_steps (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  title text not null,
  owner_account_id uuid references accounts,
  owner_organisation_slug text references organisations,
  due_on date,
  state step_state not null default 'todo',
  position integer not null default 0,
  version integer not null default 1,
  created_by uuid references accounts,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint plan_steps_one_owner check (num_nonnulls(owner_account_id, owner_organisation_slug) <= 1)
);
create index plan_steps_group on plan_steps (group_id, position, due_on);

create table progress_points (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  author_id uuid references accounts,
  on_day date not null,
  weather weather not null,
  body text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index progress_points_group on progress_points (group_id, on_day desc, created_at desc);

-- What a progress point said before it was corrected.
create table progress_point_revisions (
  point_id uuid not null references progress_points on delete cascade,
  version integer not null,
  on_day date not null,
  weather weather not null,
  body text not null,
  replaced_by uuid references accounts,
  replaced_at timestamptz not null,
  constraint progress_point_revisions_once primary key (point_id, version)
);
