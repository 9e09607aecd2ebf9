-- An access is suspended by two persons: one proposes, another confirms.
create type suspension_state as enum ('waiting', 'confirmed', 'refused', 'lapsed');

create table suspension_proposals (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts on delete cascade,
  reason text not null,
  proposed_by uuid references accounts on delete set null,
  proposed_at timestamptz not null,
  -- until when the person is kept out while it waits; null when they are not
  held_until timestamptz,
  state suspension_state not null,
  decided_by uuid references accounts on delete set null,
  decided_at timestamptz,
  decision_reason text,
  constraint suspension_proposals_decided check ((state = 'waiting') = (decided_at is null)),
  constraint suspension_proposals_not_alone check (state <> 'confirmed' or decided_by <> proposed_by)
);
create unique index suspension_proposals_one_waiting on suspension_proposals (account_id) where state = 'waiting';
create index suspension_proposals_account on suspension_proposals (account_id, proposed_at desc);
create index suspension_proposals_held on suspension_proposals (held_until) where state = 'waiting';
