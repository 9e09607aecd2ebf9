-- What engages a group takes one copilot of each side: the first asks, which is a key; the second turns the other.
create type key_act as enum ('deliverable.publish', 'group.reorient', 'group.pause', 'group.resume', 'group.close');
create type key_request_state as enum ('awaiting', 'turned', 'refused', 'withdrawn', 'void', 'expired');

create table key_requests (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  act key_act not null,
  -- the group itself, or one of its deliverables
  thing_id uuid not null,
  thing_label text not null,
  -- tells whether the thing is still what it was when the key was given
  mark text not null,
  -- what is to be done, as the act takes it
  input jsonb not null default '{}',
  -- whose key was given
  side side not null,
  asked_by uuid not null references accounts,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  state key_request_state not null default 'awaiting',
  -- null while it waits, and when nobody did: void, expired
  settled_by uuid references accounts,
  settled_at timestamptz,
  -- why it was refused, or is void
  reason text,
  constraint key_requests_settled check ((state = 'awaiting') = (settled_at is null)),
  constraint key_requests_second_person check (state <> 'turned' or settled_by <> asked_by),
  constraint key_requests_refused_with_reason check (state <> 'refused' or reason <> '')
);
create unique index key_requests_one_awaiting on key_requests (thing_id, act) where state = 'awaiting';
create index key_requests_group on key_requests (group_id, state, asked_at desc);
create index key_requests_expiry on key_requests (expires_at) where state = 'awaiting';

-- The public page of a group says whether both sides co-pilot it.
create trigger content_changed_by_side after update of side on memberships for each statement execute function tell_content_changed();

-- The copilots of a group that sleeps are asked once what becomes of it: a later sleep has a later first day.
create table dormancy_questions (
  group_id uuid not null references groups,
  -- the last day on which it showed life
  silent_since date not null,
  asked_at timestamptz not null,
  constraint dormancy_questions_once primary key (group_id, silent_since)
);
