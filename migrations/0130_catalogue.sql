-- The catalogues: what helps authorities, described by the facets of one taxonomy.
create type resource_version_origin as enum ('content', 'editor', 'contribution', 'import', 'restore');

-- Codes are stable: addresses, exports and other sites go by them.
create table facets (
  code text primary key constraint facets_code_form check (code ~ '^[a-z0-9]+([-_][a-z0-9]+)*$'),
  label text not null,
  definition text not null,
  -- whether a resource may have several of its values
  multiple boolean not null,
  position integer not null
);

create table facet_values (
  facet text not null references facets,
  code text not null constraint facet_values_code_form check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  label text not null,
  definition text not null,
  position integer not null,
  -- no longer offered; resources that have it keep it
  retired_at timestamptz,
  version integer not null default 1,
  constraint facet_values_once primary key (facet, code)
);

create table resources (
  id uuid primary key default gen_random_uuid(),
  catalogue text not null constraint resources_catalogue_form check (catalogue ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  slug text not null constraint resources_slug_once unique
    constraint resources_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null,
  summary text not null,
  producer text not null,
  url text not null constraint resources_web_address check (url ~ '^https?://'),
  -- what the taxonomy says of it, as `facet:code`; each is a row of facet_values when it is written
  terms text[] not null default '{}',
  -- people of the authorities that it suits, bounds included
  least_people integer,
  most_people integer,
  -- ids of the territories where it is open; none: all of France
  territories text[] not null default '{}',
  -- { min_minutes, max_minutes, label }
  effort jsonb,
  -- how to begin, in Markdown
  start text,
  -- what one learns there
  skills text[] not null default '{}',
  language text not null default 'fr',
  -- [{ label, url }]
  sources jsonb not null default '[]',
  confidence text not null constraint resources_confidence_known check (confidence in ('high', 'medium', 'low')),
  note text,
  -- slugs of the measures of the agenda that it helps
  measures text[] not null default '{}',
  -- the day when somebody last made sure that what is said is true
  checked_on date not null,
  -- a withdrawn resource keeps its page, which says so, and is in no list
  published boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint resources_bounds_in_order check (least_people <= most_people)
);
create index resources_of_catalogue on resources (catalogue, created_at desc, id) where published;
create index resources_url on resources (url);
create index resources_terms on resources using gin (terms);
create index resources_measures on resources using gin (measures);
create index resources_title_near on resources using gin (plain(title) gin_trgm_ops);

-- The whole of a resource as it was, each time it was saved.
create table resource_versions (
  resource_id uuid not null references resources on delete cascade,
  version integer not null,
  content jsonb not null,
  -- what changed and why, for readers
  reason text not null,
  origin resource_version_origin not null,
  published boolean not null,
  actor_id uuid references accounts on delete set null,
  -- whom the change is owed to, as they chose to be named
  credit text,
  at timestamptz not null default now(),
  constraint resource_versions_once primary key (resource_id, version)
);
create index resource_versions_actor on resource_versions (actor_id);
create index resource_versions_at on resource_versions (at desc);

-- Raised by each change, in its transaction: what is kept in memory of the catalogues is good for one revision.
create table resource_revisions (
  single boolean primary key default true constraint resource_revisions_one_row check (single),
  revision bigint not null default 0
);
insert into resource_revisions default values;
create function raise_resource_revision() returns trigger language plpgsql as $$
begin
  update resource_revisions set revision = revision + 1;
  return null;
end $$;
create trigger raise_revision after insert or update or delete on resources
  for each statement execute function raise_resource_revision();

-- Words that mean the same to whoever searches: « hameçonnage », « phishing ».
create table search_synonyms (
  id uuid primary key default gen_random_uuid(),
  words text[] not null constraint search_synonyms_several check (cardinality(words) > 1),
  -- the same in plain letters
  plain_words text[] not null,
  version integer not null default 1
);
create index search_synonyms_words on search_synonyms using gin (plain_words);

create trigger content_changed after insert or update or delete on resources for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on facets for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on facet_values for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on search_synonyms for each statement execute function tell_content_changed();
