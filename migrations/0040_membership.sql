-- Who asks to come in, who decides, and who takes part in which group.
create type registration_state as enum ('unconfirmed', 'waiting', 'accepted', 'refused');
create type membership_role as enum ('copilot', 'member', 'observer');
create type mail_rhythm as enum ('at_once', 'never', 'daily', 'weekly');

create table registrations (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts on delete cascade,
  state registration_state not null default 'unconfirmed',
  decided_by uuid references accounts,
  decided_at timestamptz,
  -- why it was let in or not: a person's reason, or the trusted domain
  decision_reason text,
  created_at timestamptz not null,
  submitted_at timestamptz,
  constraint registrations_one_open unique (account_id)
);
create index registrations_waiting on registrations (submitted_at) where state = 'waiting';

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
