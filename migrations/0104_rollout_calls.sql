-- Whom the copilots of a rollout called, and what came of it: for them, never shown in public.
create type call_outcome as enum ('no_answer', 'informed', 'will_do', 'blocked', 'done', 'not_interested');

create table rollout_calls (
  id uuid primary key default gen_random_uuid(),
  rollout text not null references rollouts,
  authority_id text not null references authorities,
  account_id uuid references accounts on delete set null,
  at timestamptz not null,
  outcome call_outcome not null,
  note text not null default '',
  -- nobody is asked to call before
  again_on date
);
create index rollout_calls_latest on rollout_calls (rollout, authority_id, at desc);
create index rollout_calls_authority on rollout_calls (authority_id);
create index rollout_calls_account on rollout_calls (account_id);
