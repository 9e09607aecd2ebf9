-- The data-maturity self-assessment: what is being answered, what was sent, and which answers comparisons count.

-- Under the hash of a secret that only a cookie and a link hold, or, of an authority, by its people.
create table maturity_drafts (
  id uuid primary key default gen_random_uuid(),
  secret_hash bytea constraint maturity_drafts_secret_once unique,
  authority_id text references authorities constraint maturity_drafts_authority_once unique,
  answers jsonb not null default '{}',
  expires_on date not null,
  constraint maturity_drafts_of_one check ((secret_hash is null) <> (authority_id is null))
);
create index maturity_drafts_expiry on maturity_drafts (expires_on);

-- What was sent, never changed: the last of an authority stands, those before it show how far it came.
create table maturity_assessments (
  id uuid primary key default gen_random_uuid(),
  secret_hash bytea,
  authority_id text references authorities,
  -- of the questionnaire that was answered
  version text not null,
  answers jsonb not null,
  -- { overall, axes: { code: score } }, as they were worked out; null where nothing applies
  scores jsonb not null,
  -- each axis has a score: it may be compared
  comparable boolean not null,
  account_id uuid references accounts on delete set null,
  -- of an anonymous one, the day only
  done_at timestamptz not null,
  -- of an anonymous one: then it is forgotten
  expires_on date,
  constraint maturity_assessments_of_one check ((secret_hash is null) <> (authority_id is null)),
  constraint maturity_assessments_forgotten_without_authority check ((expires_on is null) = (secret_hash is null)),
  constraint maturity_assessments_anonymous check (secret_hash is null or account_id is null)
);
create index maturity_assessments_authority on maturity_assessments (authority_id, done_at desc, id);
create index maturity_assessments_secret on maturity_assessments (secret_hash, done_at desc, id);
create index maturity_assessments_expiry on maturity_assessments (expires_on);
create index maturity_assessments_account on maturity_assessments (account_id);

-- Which answer of each authority figures are made from. It follows what is sent by groups only, several authorities at a
-- time, so that nobody works out one answer from figures before and after.
create table maturity_counts (
  authority_id text primary key references authorities,
  assessment_id uuid not null references maturity_assessments on delete cascade,
  kind authority_kind not null,
  -- place of its population among the bands of `similar.ts`
  band smallint not null
);
create index maturity_counts_group on maturity_counts (kind, band);
create index maturity_counts_assessment on maturity_counts (assessment_id);
