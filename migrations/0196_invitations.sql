-- People whom those who run a group ask to come in, by mail.
create table invitations (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups on delete cascade,
  -- null once the answer is old: the row then only says that somebody was invited
  email text constraint invitations_lower_case check (email = lower(email)),
  role membership_role not null,
  -- of a copilot only
  side side,
  word text not null default '',
  token_hash bytea not null constraint invitations_token_once unique,
  invited_by uuid references accounts on delete set null,
  created_at timestamptz not null,
  sent_at timestamptz not null,
  sent_count integer not null default 1,
  expires_at timestamptz not null,
  -- what became of it: at most one of the three
  accepted_at timestamptz,
  accepted_by uuid references accounts on delete set null,
  declined_at timestamptz,
  revoked_at timestamptz,
  constraint invitations_one_end check (num_nonnulls(accepted_at, declined_at, revoked_at) <= 1),
  constraint invitations_copilot_side check ((role = 'copilot') = (side is not null))
);
create unique index invitations_one_pending on invitations (group_id, email)
  where accepted_at is null and declined_at is null and revoked_at is null;
create index invitations_email on invitations (email)
  where accepted_at is null and declined_at is null and revoked_at is null;
create index invitations_group on invitations (group_id, created_at desc);
create index invitations_inviter on invitations (invited_by, sent_at);

-- The invitation through which the person signed up, if any.
alter table registrations add column invitation_id uuid references invitations on delete set null;
