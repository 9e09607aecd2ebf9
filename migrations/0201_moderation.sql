create type report_motive as enum ('unlawful', 'attack', 'personal_data', 'spam', 'off_topic', 'other');
create type moderation_state as enum ('waiting', 'dismissed', 'hidden', 'restored');

-- All that is said of one thing, from its first report, or from when somebody hid it, to the end.
create table moderation_cases (
  id uuid primary key default gen_random_uuid(),
  -- what it is about: `message`, and whatever may be reported one day
  kind text not null,
  thing_id uuid not null,
  -- whose copilots moderate; follows the thing
  group_id uuid not null references groups,
  author_id uuid references accounts,
  -- how the thing is called: of a message, the title of its thread
  label text not null,
  -- the copilots of the group look at it; the programme team looks at it
  for_copilots boolean not null,
  for_team boolean not null,
  state moderation_state not null,
  opened_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references accounts,
  decided_as text constraint moderation_cases_decided_as check (decided_as in ('copilot', 'team')),
  decided_side side,
  decision_reason text,
  -- what it said when somebody decided; null once it is forgotten
  decided_text text,
  contested_at timestamptz,
  contest text,
  judged_at timestamptz,
  judged_by uuid references accounts,
  judgement_reason text,
  forgotten_at timestamptz,
  constraint moderation_cases_for_somebody check (for_copilots or for_team),
  constraint moderation_cases_decided check ((state = 'waiting') = (decided_at is null)),
  constraint moderation_cases_contest_whole check ((contested_at is null) = (contest is null)),
  constraint moderation_cases_contested_once_decided check (contested_at is null or decided_at is not null),
  constraint moderation_cases_judged_once_contested check (judged_at is null or contested_at is not null)
);
create unique index moderation_cases_one_open on moderation_cases (kind, thing_id) where state in ('waiting', 'hidden');
create index moderation_cases_thing on moderation_cases (kind, thing_id);
create index moderation_cases_group on moderation_cases (group_id, opened_at desc);
create index moderation_cases_recent on moderation_cases (opened_at desc);
create index moderation_cases_to_do on moderation_cases (opened_at desc)
  where state = 'waiting' or (contested_at is not null and judged_at is null);
create index moderation_cases_author on moderation_cases (author_id);

create table moderation_reports (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references moderation_cases on delete cascade,
  kind text not null,
  thing_id uuid not null,
  reporter_id uuid not null references accounts on delete cascade,
  motive report_motive not null,
  comment text not null,
  -- for the programme team alone
  to_team boolean not null,
  -- what the thing said then
  copy text not null,
  reported_at timestamptz not null,
  constraint moderation_reports_once unique (reporter_id, kind, thing_id)
);
create index moderation_reports_case on moderation_reports (case_id, reported_at);
