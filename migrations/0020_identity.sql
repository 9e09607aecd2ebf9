-- People, how they prove who they are, and what they may do everywhere.
create type account_quality as enum ('agent', 'elu', 'agent_etat', 'association', 'editeur');
create type account_state as enum ('pending', 'active', 'refused', 'deleted');
create type site_role as enum ('administrator', 'programme-team');

create table accounts (
  id uuid primary key default gen_random_uuid(),
  -- in lower case; null once the account is deleted
  email text constraint accounts_email_once unique,
  name text not null,
  quality account_quality,
  authority_id text references authorities,
  organisation_slug text references organisations,
  -- what was typed when neither list had it
  affiliation_label text,
  function_title text not null default '',
  state account_state not null default 'pending',
  demonstration boolean not null default false,
  email_confirmed_at timestamptz,
  consented_at timestamptz,
  last_seen_at timestamptz,
  -- when the person was told that the account, long unused, would be deleted
  absence_warned_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  constraint accounts_lower_case_email check (email = lower(email)),
  constraint accounts_deleted_keep_nothing check (
    state <> 'deleted' or (email is null and name = 'Compte supprimé' and quality is null
      and authority_id is null and organisation_slug is null and affiliation_label is null
      and function_title = '' and last_seen_at is null)
  )
);
create index accounts_authority on accounts (authority_id) where state = 'active';
create index accounts_organisation on accounts (organisation_slug) where state = 'active';
create index accounts_name on accounts using gin (plain(name) gin_trgm_ops);

create table account_roles (
  account_id uuid not null references accounts on delete cascade,
  role site_role not null,
  granted_by uuid references accounts,
  granted_at timestamptz not null default now(),
  constraint account_roles_once primary key (account_id, role)
);

create table sessions (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null constraint sessions_token_once unique,
  account_id uuid not null references accounts on delete cascade,
  user_agent text not null default '',
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_account on sessions (account_id);
create index sessions_expiry on sessions (expires_at);

-- A link and a code in the same mail: either proves that the address is read. One a person: a newer one takes its place.
create table sign_in_links (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts on delete cascade
    constraint sign_in_links_one_per_account unique,
  token_hash bytea not null constraint sign_in_links_token_once unique,
  code_hash bytea not null,
  code_attempts integer not null default 0,
  -- path of the page that asked to sign in
  return_to text,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_in_links_expiry on sign_in_links (expires_at);

-- A new address waits here until somebody shows that they read its mail.
create table email_changes (
  account_id uuid primary key references accounts on delete cascade,
  new_email text not null constraint email_changes_lower_case check (new_email = lower(new_email)),
  token_hash bytea not null constraint email_changes_token_once unique,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- The link printed at start-up while nobody administers the instance: one at most.
create table first_administrator_links (
  single boolean primary key default true constraint first_administrator_links_only_one check (single),
  token_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- A mail domain that somebody confirmed to be this authority's or this organisation's.
create table trusted_domains (
  id uuid primary key default gen_random_uuid(),
  domain text not null constraint trusted_domains_form check (domain ~ '^[a-z0-9.-]+\.[a-z0-9-]+$'),
  authority_id text references authorities,
  organisation_slug text references organisations,
  confirmed_by uuid references accounts,
  confirmed_at timestamptz not null default now(),
  constraint trusted_domains_one_body check (num_nonnulls(authority_id, organisation_slug) = 1),
  constraint trusted_domains_once unique nulls not distinct (domain, authority_id, organisation_slug)
);
