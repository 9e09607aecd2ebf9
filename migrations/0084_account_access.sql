-- Access taken back from a person who was let in: the account is `refused` as long as this says why.
alter table accounts
  add column suspended_at timestamptz,
  add column suspended_by uuid references accounts on delete set null,
  -- what the person is told
  add column suspension_reason text,
  add constraint accounts_suspended_are_refused check (suspended_at is null or state = 'refused'),
  add constraint accounts_suspended_with_reason check ((suspended_at is null) = (suspension_reason is null)),
  add constraint accounts_suspended_by_somebody check (suspended_by is null or suspended_at is not null);
