-- Somebody of the programme team opens the space of a group that they are not of, for a time and for a reason that its copilots read.
create table group_openings (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  account_id uuid not null references accounts,
  reason text not null constraint group_openings_reason check (reason <> ''),
  opened_at timestamptz not null,
  until timestamptz not null,
  -- before its time was over, or at that time for one that the same person opened again since
  closed_at timestamptz,
  constraint group_openings_lasts check (until > opened_at),
  constraint group_openings_closed_in_time check (closed_at between opened_at and until)
);
-- Read with the rights of a person at each of their pages.
create unique index group_openings_one_at_a_time on group_openings (account_id, group_id) where closed_at is null;
create index group_openings_of_group on group_openings (group_id, opened_at desc, id);
