-- What anybody proposes for the catalogues, or reports about a resource, and what becomes of it.

-- The page that an address leads to, whatever the ways to write it: scheme, www, last slash, trackers, anchor. Anchors
-- that are routes (#/, #!) stay.
create function link_key(address text) returns text
language sql immutable strict parallel safe as $$
  with parts as (
    select regexp_match(
      regexp_replace(btrim(address), '#(?![/!]).*$', ''),
      '^(?:[a-zA-Z][a-zA-Z0-9+.-]*://)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(#.*)?$') as part
  )
  select regexp_replace(lower(part[1]), '^www[.]|:(?:80|443)$', '', 'g')
    || regexp_replace(regexp_replace(part[2], '/(?:index|default|accueil)[.](?:html?|php|aspx?)$', ''), '/+$', '')
    || coalesce('?' || (
      select string_agg(pair, '&' order by pair collate "C")
      from regexp_split_to_table(coalesce(part[3], ''), '&') as pair
      where pair <> '' and pair !~* '^(?:utm_|at_|mtm_|pk_|piwik_|xtor=|fbclid=|gclid=|msclkid=|mc_[ce]id=|igshid=|_ga=)'
    ), '')
    || coalesce(part[4], '')
  from parts
$$;
create index resources_link on resources (link_key(url));

create type contribution_kind as enum ('resource', 'change', 'report');
create type contribution_state as enum ('unconfirmed', 'waiting', 'accepted', 'refused');
-- how whoever contributed is named in public
create type contribution_naming as enum ('name', 'body', 'nobody');
create type report_subject as enum ('dead_link', 'error', 'outdated', 'other');

create table resource_contributions (
  id uuid primary key default gen_random_uuid(),
  catalogue text not null constraint resource_contributions_catalogue_form check (catalogue ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  kind contribution_kind not null,
  -- null for a resource that is missing, until it is accepted
  resource_id uuid references resources on delete cascade,
  -- the version that was before the contributor's eyes
  base_version integer,
  -- the whole resource as it is proposed; null for a report
  content jsonb,
  subject report_subject,
  -- why it is useful, what changes, what is wrong
  comment text not null,
  naming contribution_naming not null,
  -- erased some days after the decision
  name text,
  body text,
  email text constraint resource_contributions_lower_case_email check (email = lower(email)),
  account_id uuid references accounts on delete set null,
  -- of the link that confirms the address; null once it has served
  token_hash bytea constraint resource_contributions_token_once unique,
  state contribution_state not null,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  decided_at timestamptz,
  decided_by uuid references accounts on delete set null,
  -- what the contributor was answered
  answer text,
  published_version integer,
  constraint resource_contributions_have_content check ((kind = 'report') = (content is null)),
  constraint resource_contributions_reports_say_what check ((kind = 'report') = (subject is not null)),
  constraint resource_contributions_are_about_something check (kind = 'resource' or resource_id is not null),
  constraint resource_contributions_decided_are_answered
    check ((state in ('accepted', 'refused')) = (decided_at is not null and answer is not null))
);
create index resource_contributions_queue on resource_contributions (catalogue, asked_at) where state = 'waiting';
create index resource_contributions_decided on resource_contributions (catalogue, decided_at desc) where decided_at is not null;
create index resource_contributions_resource on resource_contributions (resource_id);
create index resource_contributions_account on resource_contributions (account_id);
create index resource_contributions_decider on resource_contributions (decided_by);
create index resource_contributions_unconfirmed on resource_contributions (asked_at) where state = 'unconfirmed';

-- The taxonomy is written by people: a form is opened on a version.
alter table facets add column version integer not null default 1;

-- Tables of resources that those who keep a catalogue send: tried first, then written all at once.
create table catalogue_imports (
  id uuid primary key default gen_random_uuid(),
  catalogue text not null constraint catalogue_imports_catalogue_form check (catalogue ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  file_id uuid not null references stored_files,
  sent_at timestamptz not null,
  sent_by uuid references accounts on delete set null,
  -- null for a trial
  applied_at timestamptz,
  -- {"created": …, "changed": …, "unchanged": …}, once applied
  counts jsonb,
  constraint catalogue_imports_applied_are_counted check ((applied_at is null) = (counts is null))
);
create index catalogue_imports_latest on catalogue_imports (catalogue, sent_at desc);
create index catalogue_imports_file on catalogue_imports (file_id);
create index catalogue_imports_sent_by on catalogue_imports (sent_by);

-- Whom a change is owed to is shown in the history, and taken out when they leave.
create trigger content_changed after insert or update or delete on resource_versions for each statement execute function tell_content_changed();
