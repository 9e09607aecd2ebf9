-- Access taken back from a person who was let in: the account is `refused` as long as this says why.
alter table accounts
  add column suspended_at timestamptz,
  add column suspended_by uuid references accounts on delete set null,
  -- what the person is told
  add column suspension_reason text,
  add constraint accounts_suspended_are_refused check (suspended_at is null or state = 'refused'),
  add constraint accounts_suspended_with_reason check ((suspended_at is null) = (suspension_reason is null)),
  add constraint accounts_suspended_by_somebody check (suspended_by is null or suspended_at is not null);

-- Whom somebody took out of a group, which one may otherwise come into in one click.
create table membership_removals (
  group_id uuid not null references groups on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  removed_by uuid references accounts on delete set null,
  removed_at timestamptz not null,
  constraint membership_removals_once primary key (group_id, account_id)
);
create index membership_removals_account on membership_removals (account_id);
