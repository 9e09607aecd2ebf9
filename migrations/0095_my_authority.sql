-- What people answered about their authority and chose to keep with their account.
create table authority_answers (
  account_id uuid not null references accounts on delete cascade,
  authority_id text not null references authorities,
  flag text not null references flags on delete cascade,
  answer boolean not null,
  at timestamptz not null default now(),
  constraint authority_answers_once primary key (account_id, authority_id, flag)
);
create index authority_answers_authority on authority_answers (authority_id);
create index authority_answers_flag on authority_answers (flag);

-- Where an authority says it is with a measure, for colleagues of the same authority only: no public rating.
create type mark_state as enum ('done', 'planned', 'not_for_us');
create table authority_marks (
  authority_id text not null references authorities,
  measure_id uuid not null references measures on delete cascade,
  state mark_state not null,
  note text not null default '',
  account_id uuid references accounts on delete set null,
  version integer not null default 1,
  at timestamptz not null default now(),
  constraint authority_marks_once primary key (authority_id, measure_id)
);
create index authority_marks_measure on authority_marks (measure_id);
create index authority_marks_account on authority_marks (account_id);

-- Who asked to be told by mail what changes for an authority; no account needed.
create table authority_followers (
  -- told to its reader only: the key of the links to unsubscribe
  id uuid primary key default gen_random_uuid(),
  email text not null,
  authority_id text not null references authorities,
  asked_at timestamptz not null default now(),
  -- of the last link sent to confirm the address
  token_hash bytea not null,
  -- null until the address is confirmed; unconfirmed ones are deleted
  confirmed_at timestamptz,
  -- what the person was last told, to tell only what changed
  told jsonb not null default '{}',
  told_at timestamptz,
  constraint authority_followers_once unique (email, authority_id)
);
create index authority_followers_authority on authority_followers (authority_id);
create unique index authority_followers_token on authority_followers (token_hash);
create index authority_followers_confirmed on authority_followers (told_at) where confirmed_at is not null;

-- Similar authorities: those of a région that have the nearest number of people.
create index authorities_population on authorities (kind, region_id, population) where ended_at is null;
