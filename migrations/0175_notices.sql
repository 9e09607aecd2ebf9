-- What is told by mail of the life of groups: once to each person, at the rhythm that they choose.
-- Only who joins from now on: those who are there already keep what they have.
alter table memberships alter column mail set default 'weekly';

-- One row for each thing that happened and that members may be told of. What it says is read where it lies, when a mail leaves.
create table notice_events (
  id bigint generated always as identity primary key,
  -- which kind of news (src/modules/notices/kinds), and the thing that it is about
  kind text not null,
  thing_id uuid not null,
  group_id uuid not null references groups on delete cascade,
  author_id uuid references accounts on delete set null,
  -- of a message: what tells whether it was read
  thread_id uuid references threads on delete cascade,
  number integer,
  at timestamptz not null,
  constraint notice_events_once unique (kind, thing_id),
  constraint notice_events_numbered check ((thread_id is null) = (number is null))
);
create index notice_events_group on notice_events (group_id, at);
create index notice_events_at on notice_events (at);
create index notice_events_thread on notice_events (thread_id);
create index notice_events_author on notice_events (author_id);

-- That a mail told a person of it; never twice. Hundreds of thousands on a Tuesday morning, kept for four weeks: references
-- would cost more than the rows, and one to an event that is gone harms nobody.
create table notice_deliveries (
  event_id bigint not null,
  account_id uuid not null,
  -- of which morning's digest it was part; null for a mail of its own
  digest_on date,
  at timestamptz not null,
  constraint notice_deliveries_once primary key (event_id, account_id)
);
create index notice_deliveries_account on notice_deliveries (account_id, at);

-- The mornings when digests were made, and how far each came: one that was cut is taken up again where it stood.
create table digest_runs (
  day date primary key,
  weekly boolean not null,
  -- the last Tuesday whose weekly digests are made, or were not due
  tuesday date not null,
  after_account uuid not null default '00000000-0000-0000-0000-000000000000',
  started_at timestamptz not null,
  finished_at timestamptz
);

-- What a person chose for all of their groups, and the secret of the addresses that stop their mails without signing in.
create table mail_choices (
  account_id uuid primary key references accounts on delete cascade,
  most_a_day smallint not null default 10,
  stop_id uuid not null default gen_random_uuid() constraint mail_choices_stop_once unique,
  constraint mail_choices_most_a_day check (most_a_day between 0 and 1000)
);
