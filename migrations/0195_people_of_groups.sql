-- In what quality people take part, who may write to them, and what they read first in a group.

-- Beside the main affiliation, which the account bears and rights depend on: told by the person, shown, and no more.
create table account_affiliations (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts on delete cascade,
  authority_id text references authorities,
  organisation_slug text references organisations,
  function_title text not null constraint account_affiliations_with_function check (function_title <> ''),
  created_at timestamptz not null,
  constraint account_affiliations_one_body check (num_nonnulls(authority_id, organisation_slug) = 1),
  constraint account_affiliations_once unique nulls not distinct (account_id, authority_id, organisation_slug),
  -- what a place in a group points to, so that it is always one's own
  constraint account_affiliations_of_account unique (id, account_id)
);

alter table memberships
  -- null for the main one
  add column affiliation_id uuid,
  add column welcomed_at timestamptz,
  add constraint memberships_own_affiliation foreign key (affiliation_id, account_id)
    references account_affiliations (id, account_id) on delete set null (affiliation_id);
create index memberships_affiliation on memberships (affiliation_id) where affiliation_id is not null;
update memberships set welcomed_at = joined_at;

-- Whether the members of one's groups may write through the site.
alter table accounts add column refuses_contact boolean not null default false;

-- What copilots have newcomers read first, in order; a group without any shows what is newest of each kind.
create table first_readings (
  group_id uuid not null references groups on delete cascade,
  position integer not null constraint first_readings_five check (position between 1 and 5),
  label text not null constraint first_readings_labelled check (label <> ''),
  address text not null constraint first_readings_addressed check (address <> ''),
  constraint first_readings_order primary key (group_id, position)
);
create table first_reading_versions (
  group_id uuid primary key references groups on delete cascade,
  version integer not null
);
