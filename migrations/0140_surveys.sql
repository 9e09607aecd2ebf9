-- Surveys: versioned questionnaires, what is being answered, what was sent, and the counts that results are read from.
create type survey_mode as enum ('anonymous', 'authority');
create type survey_state as enum ('draft', 'open', 'closed');

create table surveys (
  id uuid primary key default gen_random_uuid(),
  slug text not null constraint surveys_slug_once unique
    constraint surveys_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null,
  -- Markdown
  introduction text not null default '',
  -- Markdown: what becomes of the answers, in the words of who asks
  privacy text not null default '',
  minutes smallint constraint surveys_some_minutes check (minutes between 1 and 240),
  group_id uuid references groups on delete set null,
  mode survey_mode not null,
  -- of an anonymous one: only people with an account, once each; who took part is kept apart from what was answered
  once_per_account boolean not null default false,
  state survey_state not null default 'draft',
  opens_on date,
  closes_on date,
  opened_at timestamptz,
  closed_at timestamptz,
  -- sections and questions, in the shape of `questionnaireSchema`
  questionnaire jsonb not null,
  -- which authorities are concerned, in the shape of `audienceSchema`; null: all of them
  audience jsonb,
  -- codes of the questions whose results everybody may read
  shared jsonb not null default '[]',
  -- where the start-up content comes from; null for what was written here
  provenance jsonb,
  -- how many answers the results count
  counted integer not null default 0,
  -- answers came in since all were last put in a new order
  unshuffled boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  constraint surveys_dates_in_order check (closes_on >= opens_on),
  constraint surveys_once_is_anonymous check (mode = 'anonymous' or not once_per_account)
);
create index surveys_group on surveys (group_id);

-- Words corrected after the opening: what was asked is never changed without a trace.
create table survey_corrections (
  id bigint generated always as identity primary key,
  survey_id uuid not null references surveys on delete cascade,
  question text not null,
  before text not null,
  after text not null,
  reason text not null,
  account_id uuid references accounts on delete set null,
  at timestamptz not null
);
create index survey_corrections_survey on survey_corrections (survey_id, id);
create index survey_corrections_account on survey_corrections (account_id);

-- What is being answered: under the hash of a secret that only a cookie holds, or, of an authority, by its people.
create table survey_drafts (
  id uuid primary key default gen_random_uuid(),
  survey_id uuid not null references surveys on delete cascade,
  secret_hash bytea constraint survey_drafts_secret_once unique,
  authority_id text references authorities,
  answers jsonb not null default '{}',
  expires_on date not null,
  constraint survey_drafts_of_one check ((secret_hash is null) <> (authority_id is null)),
  constraint survey_drafts_authority_once unique (survey_id, authority_id)
);
create index survey_drafts_expiry on survey_drafts (expires_on);
create index survey_drafts_authority on survey_drafts (authority_id);

-- Who began an anonymous survey that takes one answer an account: written before the answer exists, without a time.
create table survey_participations (
  survey_id uuid not null references surveys on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  constraint survey_participations_once primary key (survey_id, account_id)
);
create index survey_participations_account on survey_participations (account_id);

-- Anonymous answers. No id, no time, no person, by design: a column that would tell who answered has no place here.
-- They wait in the box until five are there, then are mixed.
create table survey_box (
  survey_id uuid not null references surveys on delete cascade,
  answers jsonb not null,
  codes smallint[] not null
);
create index survey_box_survey on survey_box (survey_id);

create table survey_responses (
  survey_id uuid not null references surveys on delete cascade,
  answers jsonb not null,
  codes smallint[] not null
);
create index survey_responses_survey on survey_responses (survey_id);

-- Answers of authorities: one each, the last that was sent.
create table survey_authority_responses (
  survey_id uuid not null references surveys on delete cascade,
  authority_id text not null references authorities,
  answers jsonb not null,
  codes smallint[] not null,
  account_id uuid references accounts on delete set null,
  sent_at timestamptz not null,
  constraint survey_authority_responses_once primary key (survey_id, authority_id)
);
create index survey_authority_responses_authority on survey_authority_responses (authority_id);
create index survey_authority_responses_account on survey_authority_responses (account_id);

-- How many responses hold both codes of a pair (twice the same: that code): results cost the same however many answered.
create table survey_tallies (
  survey_id uuid not null references surveys on delete cascade,
  a smallint not null,
  b smallint not null,
  n integer not null,
  constraint survey_tallies_once primary key (survey_id, a, b),
  constraint survey_tallies_in_order check (a <= b)
);
create index survey_tallies_other on survey_tallies (survey_id, b);
create index survey_tallies_single on survey_tallies (survey_id, a) where a = b;

create table survey_days (
  survey_id uuid not null references surveys on delete cascade,
  day date not null,
  n integer not null,
  constraint survey_days_once primary key (survey_id, day)
);

-- Addresses left on a page of their own, after an anonymous answer was sent: nothing leads from one to the other.
create table survey_contacts (
  survey_id uuid not null references surveys on delete cascade,
  email text not null,
  -- of the mail that asks to confirm, which leaves by night with the others; null until then
  token_hash bytea constraint survey_contacts_token_once unique,
  asked_on date,
  confirmed boolean not null default false,
  -- where the results are was told
  told boolean not null default false,
  constraint survey_contacts_once primary key (survey_id, email)
);

-- What hides a network address in the counts of attempts: forgotten after a day, nobody can find the address again.
create table survey_salts (
  day date primary key,
  salt bytea not null
);

create trigger content_changed after insert or delete or update of title, introduction, privacy, minutes, group_id, mode, once_per_account,
  state, opens_on, closes_on, questionnaire, audience, shared, counted
  on surveys for each statement execute function tell_content_changed();
create trigger content_changed after insert on survey_corrections for each statement execute function tell_content_changed();
