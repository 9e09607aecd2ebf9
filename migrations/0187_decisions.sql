-- The register of what each group decides, and how: taken in a meeting, by a vote, after advice.
create type decision_state as enum ('proposed', 'open', 'adopted', 'rejected', 'dropped', 'replaced');
create type decision_mode as enum ('recorded', 'advice', 'vote');
create type decision_voters as enum ('person', 'organisation');

create table decisions (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  -- within its group, from 1: its address
  number integer not null,
  title text not null,
  -- the question, or what was decided, in Markdown
  body text not null,
  state decision_state not null,
  mode decision_mode not null,
  is_public boolean not null,
  -- of a vote or of advice; null for what was recorded
  voters decision_voters,
  by_side boolean not null default false,
  secret boolean not null default false,
  -- empty: yes, yes with a reservation, no
  options text[] not null default '{}',
  quorum_count integer constraint decisions_quorum_count check (quorum_count > 0),
  quorum_percent integer constraint decisions_quorum_percent check (quorum_percent between 1 and 100),
  opens_at timestamptz,
  closes_at timestamptz,
  -- when the count was made, with how many could vote then
  counted_at timestamptz,
  electorate integer,
  -- what the count gives, in words
  result text,
  -- who decided, and why, in words
  decided_by text,
  motivation text not null default '',
  decided_on date,
  replaced_by uuid references decisions,
  version integer not null default 1,
  created_by uuid references accounts,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint decisions_number_once unique (group_id, number),
  constraint decisions_one_quorum check (num_nonnulls(quorum_count, quorum_percent) <= 1),
  constraint decisions_dates check ((mode = 'recorded') = (opens_at is null) and (opens_at is null) = (closes_at is null)
    and (closes_at is null or closes_at > opens_at)),
  constraint decisions_voters_known check ((mode = 'recorded') = (voters is null)),
  constraint decisions_settled check ((state in ('proposed', 'open')) = (decided_on is null)),
  constraint decisions_by_somebody check (state in ('proposed', 'open') or (decided_by <> '' and motivation <> '')),
  constraint decisions_replaced check ((state = 'replaced') = (replaced_by is not null) and replaced_by is distinct from id)
);
create index decisions_group on decisions (group_id, state);
create index decisions_opening on decisions (opens_at) where state = 'proposed';
create index decisions_closing on decisions (closes_at) where state = 'open' and counted_at is null;
create index decisions_replaced_by on decisions (replaced_by);
create trigger content_changed after insert or update or delete on decisions for each statement execute function tell_content_changed();

-- Voices of a named vote; the last of each voter counts, all are shown.
create table decision_voices (
  id uuid primary key default gen_random_uuid(),
  decision_id uuid not null references decisions on delete cascade,
  -- whose voice it is: `person:…`, `authority:…`, `organisation:…`
  voter text not null,
  account_id uuid references accounts,
  side side,
  choice text not null,
  reservation text not null default '',
  cast_at timestamptz not null,
  -- order within the decision
  number integer not null,
  constraint decision_voices_order unique (decision_id, number)
);
create index decision_voices_voter on decision_voices (decision_id, voter, number desc);

-- Who voted in a secret vote. Nothing leads from here to what they voted.
create table decision_attendance (
  decision_id uuid not null references decisions on delete cascade,
  voter text not null,
  account_id uuid references accounts,
  constraint decision_attendance_once primary key (decision_id, voter)
);

-- What was voted in a secret vote: sums only. Each voice rewrites every line of its decision, so that not even what the
-- database keeps about its rows tells who wrote last in which.
create table decision_tallies (
  decision_id uuid not null references decisions on delete cascade,
  -- `none` for those of neither side
  side text not null constraint decision_tallies_side check (side in ('etat', 'collectivites', 'none')),
  choice text not null,
  count integer not null default 0,
  -- in alphabetical order
  reservations text[] not null default '{}',
  constraint decision_tallies_once primary key (decision_id, side, choice)
);
