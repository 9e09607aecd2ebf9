-- Sessions of trainings: when, where, who comes, who came, what was made of it.
create type training_status as enum ('draft', 'published', 'cancelled');
create type training_mode as enum ('onsite', 'remote', 'hybrid');
create type training_place_state as enum ('registered', 'waiting', 'cancelled');
create type training_practice as enum ('much', 'some', 'not_yet');

create table training_sessions (
  id uuid primary key default gen_random_uuid(),
  slug text not null constraint training_sessions_slug_once unique
    constraint training_sessions_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  -- the offer of the training catalogue that it is a session of
  resource text references resources (slug),
  title text not null,
  -- in Markdown
  description text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- time of training, as attestations tell it
  minutes integer not null constraint training_sessions_some_time check (minutes > 0),
  mode training_mode not null,
  address text,
  -- where it is held, or whom a remote one is meant for
  territory text references authorities,
  -- told to those who have a place, and to nobody else
  remote_url text,
  organiser text not null references organisations,
  contact text,
  -- null: as many as come
  capacity integer constraint training_sessions_some_places check (capacity > 0),
  -- first and last days of registration; null: from now on, until it starts
  opens_on date,
  closes_on date,
  -- codes of the facet `publics` of the taxonomy; none: for everybody
  publics text[] not null default '{}',
  status training_status not null default 'draft',
  cancelled_reason text,
  version integer not null default 1,
  -- of its event in calendars: raised by each change that they show
  sequence integer not null default 0,
  demonstration boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint training_sessions_in_order check (starts_at < ends_at),
  constraint training_sessions_days_in_order check (opens_on <= closes_on),
  constraint training_sessions_held_somewhere check (mode = 'remote' or (address is not null and territory is not null)),
  constraint training_sessions_cancelled_for_a_reason check ((status = 'cancelled') = (cancelled_reason is not null))
);
create index training_sessions_upcoming on training_sessions (starts_at, id) where status <> 'draft';
create index training_sessions_resource on training_sessions (resource, starts_at);
create index training_sessions_organiser on training_sessions (organiser, starts_at);

create table training_session_versions (
  session_id uuid not null references training_sessions on delete cascade,
  version integer not null,
  content jsonb not null,
  status training_status not null,
  actor_id uuid references accounts on delete set null,
  at timestamptz not null,
  constraint training_session_versions_once primary key (session_id, version)
);
create index training_session_versions_actor on training_session_versions (actor_id);

-- People of an organisation who may write its sessions; good while they are of it.
create table training_grants (
  account_id uuid not null references accounts on delete cascade,
  organisation text not null references organisations,
  granted_by uuid references accounts on delete set null,
  granted_at timestamptz not null,
  constraint training_grants_once primary key (account_id, organisation)
);
create index training_grants_by on training_grants (granted_by);
create index training_grants_organisation on training_grants (organisation);

-- Registrations asked for without an account wait here until the address is confirmed; nobody they name is told before.
create table training_requests (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references training_sessions on delete cascade,
  email text not null constraint training_requests_lower_case check (email = lower(email)),
  name text not null,
  body text not null,
  -- [{ name, email }], whoever asks included if they come
  people jsonb not null,
  digest bytea not null,
  token_hash bytea not null constraint training_requests_token_once unique,
  asked_at timestamptz not null,
  constraint training_requests_one_per_address unique (session_id, email)
);
create index training_requests_asked on training_requests (asked_at);

create table training_registrations (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references training_sessions on delete cascade,
  -- who waits longest has the next free place
  queue bigint generated always as identity,
  name text not null,
  email text not null constraint training_registrations_lower_case check (email = lower(email)),
  -- authority or organisation, as it was typed
  body text not null,
  account_id uuid references accounts on delete set null,
  -- who asked, when it is somebody else
  asked_by_name text,
  asked_by_email text,
  asked_by_account uuid references accounts on delete set null,
  state training_place_state not null,
  asked_at timestamptz not null,
  -- since when they have a place
  placed_at timestamptz,
  cancelled_at timestamptz,
  -- the start that they were reminded of
  reminded_for timestamptz,
  -- null: nobody said
  attended boolean,
  -- asked, after three months, what they put into practice
  followed_up_at timestamptz,
  has_answered boolean not null default false,
  constraint training_registrations_asked_by_whole check ((asked_by_name is null) = (asked_by_email is null)),
  constraint training_registrations_placed check (state <> 'registered' or placed_at is not null)
);
-- One place for each person.
create unique index training_registrations_once on training_registrations (session_id, email) where state <> 'cancelled';
create index training_registrations_queue on training_registrations (session_id, state, queue);
create index training_registrations_email on training_registrations (email);
create index training_registrations_asked_by on training_registrations (asked_by_email) where asked_by_email is not null;
create index training_registrations_account on training_registrations (account_id) where account_id is not null;
create index training_registrations_asked_by_account on training_registrations (asked_by_account) where asked_by_account is not null;

-- Links of mails: to one registration, or to all those of an address.
create table training_links (
  token_hash bytea primary key,
  email text not null,
  registration_id uuid references training_registrations on delete cascade,
  expires_at timestamptz not null
);
create index training_links_registration on training_links (registration_id);
create index training_links_expiry on training_links (expires_at);
create index training_links_email on training_links (email);

-- What can be checked of an attestation, longer than the person is known: initials, no name.
create table training_attestations (
  code text primary key constraint training_attestations_code_form check (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  session_id uuid not null references training_sessions on delete cascade,
  registration_id uuid constraint training_attestations_one_each unique references training_registrations on delete set null,
  initials text not null,
  issued_at timestamptz not null,
  -- who marks attendance was wrong: it no longer holds
  revoked_at timestamptz
);
create index training_attestations_session on training_attestations (session_id);

-- What was put into practice, by nobody in particular: no link to a registration, no moment.
create table training_follow_ups (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references training_sessions on delete cascade,
  practice training_practice not null,
  words text not null
);
create index training_follow_ups_session on training_follow_ups (session_id);

create trigger content_changed after insert or update or delete on training_sessions for each statement execute function tell_content_changed();
-- pages tell how many places are left
create trigger content_changed after insert or delete or update of state on training_registrations for each statement execute function tell_content_changed();
