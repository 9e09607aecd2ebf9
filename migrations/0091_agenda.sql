-- The agenda: what the law and the programme ask of authorities, when, and of whom.
create type measure_nature as enum ('obligation', 'opportunity', 'experiment');
create type measure_status as enum
  ('proposed', 'announced', 'rolling_out', 'in_force', 'postponed', 'ended', 'repealed');
create type milestone_kind as enum ('text', 'entry_into_force', 'deadline', 'step', 'opening', 'end', 'forecast');
create type date_precision as enum ('day', 'month', 'quarter', 'half', 'year', 'unknown');
create type measure_link_kind as enum ('depends_on', 'same_work', 'eased_by');
create type measure_version_origin as enum ('content', 'editor', 'postponement', 'proposal', 'import', 'restore');

create table measure_themes (
  code text primary key constraint measure_themes_code_form check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  label text not null constraint measure_themes_label_once unique
);

create table measures (
  id uuid primary key default gen_random_uuid(),
  slug text not null constraint measures_slug_once unique
    constraint measures_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null,
  theme text not null references measure_themes,
  nature measure_nature not null,
  status measure_status not null,
  -- who answers for it, in words: several bodies often share it
  pilot text not null,
  summary text not null,
  -- what has to be done, one act each
  consequences text[] not null default '{}',
  -- { version, rule } of the audience engine
  audience jsonb not null,
  -- what the rule does not tell of who is concerned
  audience_note text,
  -- [{ text, article, url, note }]
  legal_bases jsonb not null default '[]',
  -- [{ label, url }]
  sources jsonb not null default '[]',
  confidence text not null constraint measures_confidence_known check (confidence in ('high', 'medium', 'low')),
  note text,
  -- a draft is seen by those who may edit it
  published boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index measures_theme on measures (theme);

create table measure_milestones (
  -- the UID of calendars comes from it: a milestone that moves stays the same row
  id uuid primary key default gen_random_uuid(),
  measure_id uuid not null references measures on delete cascade,
  -- the first day of the period, or the day that stands for it; null when nothing is known
  date date,
  precision date_precision not null,
  kind milestone_kind not null,
  label text not null,
  -- narrower than the measure's: « communes de plus de 2 000 habitants »; null when it is the same
  audience jsonb,
  position integer not null,
  -- of calendars: raised with each change
  sequence integer not null default 0,
  cancelled_at timestamptz,
  updated_at timestamptz not null default now(),
  constraint measure_milestones_dated_unless_unknown check ((date is null) = (precision = 'unknown'))
);
create index measure_milestones_measure on measure_milestones (measure_id, position);

-- Postponements, with their reason and who says so; never deleted.
create table milestone_moves (
  id uuid primary key default gen_random_uuid(),
  milestone_id uuid not null references measure_milestones on delete cascade,
  from_date date,
  from_precision date_precision not null,
  to_date date,
  to_precision date_precision not null,
  reason text not null,
  source_label text not null,
  source_url text not null constraint milestone_moves_web_address check (source_url ~ '^https?://'),
  actor_id uuid references accounts on delete set null,
  at timestamptz not null default now()
);
create index milestone_moves_milestone on milestone_moves (milestone_id, at);
create index milestone_moves_actor on milestone_moves (actor_id);

create table measure_links (
  id uuid primary key default gen_random_uuid(),
  measure_id uuid not null references measures on delete cascade,
  kind measure_link_kind not null,
  -- another measure, or a page somewhere
  target_id uuid references measures on delete cascade,
  label text,
  url text constraint measure_links_web_address check (url ~ '^(https?://|/)'),
  position integer not null,
  constraint measure_links_one_target check ((target_id is null) = (url is not null and label is not null)),
  constraint measure_links_not_itself check (target_id <> measure_id)
);
create index measure_links_measure on measure_links (measure_id, position);
create index measure_links_target on measure_links (target_id);

-- The whole of a measure as it was, each time it was saved.
create table measure_versions (
  measure_id uuid not null references measures on delete cascade,
  version integer not null,
  content jsonb not null,
  -- what changed and why, for readers
  reason text not null,
  origin measure_version_origin not null,
  -- what was written of a draft is for those who may edit it
  published boolean not null default true,
  actor_id uuid references accounts on delete set null,
  at timestamptz not null default now(),
  constraint measure_versions_once primary key (measure_id, version)
);
create index measure_versions_at on measure_versions (at desc);
create index measure_versions_actor on measure_versions (actor_id);

-- Agents of ministries who may edit their own measures, beside the programme team and the copilots of the group.
create table measure_editors (
  measure_id uuid not null references measures on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  granted_by uuid references accounts on delete set null,
  granted_at timestamptz not null default now(),
  constraint measure_editors_once primary key (measure_id, account_id)
);
create index measure_editors_account on measure_editors (account_id);
create index measure_editors_granted_by on measure_editors (granted_by);

-- What an authority lived with a measure, told by one of its people.
create type experience_kind as enum ('obstacle', 'cost', 'question', 'good_practice', 'improvement');
create type experience_visibility as enum ('public', 'pilots');
create table measure_experiences (
  id uuid primary key default gen_random_uuid(),
  measure_id uuid not null references measures on delete cascade,
  -- null once the person has left
  account_id uuid references accounts on delete set null,
  authority_id text not null references authorities,
  kind experience_kind not null,
  visibility experience_visibility not null,
  body text not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  removed_reason text
);
create index measure_experiences_measure on measure_experiences (measure_id, created_at desc);
create index measure_experiences_account on measure_experiences (account_id);
create index measure_experiences_authority on measure_experiences (authority_id);

create table experience_answers (
  id uuid primary key default gen_random_uuid(),
  experience_id uuid not null references measure_experiences on delete cascade,
  account_id uuid references accounts on delete set null,
  body text not null,
  created_at timestamptz not null default now()
);
create index experience_answers_experience on experience_answers (experience_id, created_at);
create index experience_answers_account on experience_answers (account_id);

-- A missing measure or a correction, that the copilots review.
create type proposal_state as enum ('waiting', 'accepted', 'refused', 'withdrawn');
create table measure_proposals (
  id uuid primary key default gen_random_uuid(),
  -- null for a missing measure, until it is published
  measure_id uuid references measures on delete cascade,
  -- the version that the author had before their eyes
  base_version integer,
  content jsonb not null,
  comment text not null,
  state proposal_state not null default 'waiting',
  author_id uuid references accounts on delete set null,
  created_at timestamptz not null default now(),
  decided_by uuid references accounts on delete set null,
  decided_at timestamptz,
  decision_reason text,
  -- what it became
  published_version integer
);
create index measure_proposals_state on measure_proposals (state, created_at);
create index measure_proposals_measure on measure_proposals (measure_id);
create index measure_proposals_author on measure_proposals (author_id);
create index measure_proposals_decided_by on measure_proposals (decided_by);

create trigger content_changed after insert or update or delete on measure_themes for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on measures for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on measure_milestones for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on milestone_moves for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on measure_links for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on measure_versions for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on measure_experiences for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on experience_answers for each statement execute function tell_content_changed();
