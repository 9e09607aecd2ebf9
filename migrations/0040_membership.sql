-- Who asks to come in, who decides, and who takes part in which group.
create type registration_state as enum ('unconfirmed', 'waiting', 'accepted', 'refused');
create type membership_role as enum ('copilot', 'member', 'observer');
create type mail_rhythm as enum ('at_once', 'never', 'daily', 'weekly');

create table registrations (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts on delete cascade,
  state registration_state not null default 'unconfirmed',
  -- null while nobody decided, and when a trusted domain did
  decided_by uuid references accounts,
  decided_at timestamptz,
  -- what the person is told
  decision_reason text,
  created_at timestamptz not null,
  -- when the address was confirmed, which is when the request counts
  submitted_at timestamptz,
  constraint registrations_one_per_account unique (account_id),
  constraint registrations_submitted_once_confirmed check ((state = 'unconfirmed') = (submitted_at is null)),
  constraint registrations_decided check ((state in ('accepted', 'refused')) = (decided_at is not null)),
  constraint registrations_refused_with_reason check (state <> 'refused' or decision_reason <> '')
);
create index registrations_waiting on registrations (submitted_at) where state = 'waiting';
create index registrations_decided_at on registrations (decided_at desc) where decided_at is not null;

create table registration_groups (
  registration_id uuid not null references registrations on delete cascade,
  group_id uuid not null references groups,
  constraint registration_groups_once primary key (registration_id, group_id)
);
create index registration_groups_group on registration_groups (group_id);

create table memberships (
  group_id uuid not null references groups,
  account_id uuid not null references accounts on delete cascade,
  role membership_role not null,
  -- of a copilot only
  side side,
  -- how the person hears of this group by mail
  mail mail_rhythm not null default 'at_once',
  last_visit_at timestamptz,
  joined_at timestamptz not null default now(),
  constraint memberships_once primary key (group_id, account_id),
  constraint memberships_copilot_side check ((role = 'copilot') = (side is not null))
);
create index memberships_account on memberships (account_id);
create index memberships_copilots on memberships (group_id) where role = 'copilot';
