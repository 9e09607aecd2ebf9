-- Once a year at most, somebody of an authority is asked by mail where it stands; a link answers, without an account.
create table rollout_reminders (
  id uuid primary key default gen_random_uuid(),
  authority_id text not null references authorities,
  account_id uuid references accounts on delete cascade,
  token_hash bytea not null,
  sent_at timestamptz not null,
  -- the first answer given through its link
  answered_at timestamptz,
  constraint rollout_reminders_token unique (token_hash)
);
create index rollout_reminders_latest on rollout_reminders (authority_id, sent_at desc);
create index rollout_reminders_account on rollout_reminders (account_id);

-- Who asked not to be asked again.
create table rollout_reminder_refusals (
  account_id uuid primary key references accounts on delete cascade,
  at timestamptz not null
);
