-- Local authorities of France and where they belong, from the official administrative division.
-- com: an overseas collectivity or territory, which is neither a département nor a région
create type authority_kind as enum ('commune', 'epci', 'ept', 'departement', 'region', 'com');
create type epci_kind as enum ('CC', 'CA', 'CU', 'METRO', 'MET69');
create type authority_zone as enum ('metro', 'drom', 'com');
-- sum: of the communes that it holds
create type population_source as enum ('insee', 'insee-mayotte', 'insee-com', 'dgcl', 'sum');
create type old_code_kind as enum ('deleguee', 'associee', 'arrondissement', 'ancienne');

create table authorities (
  -- `kind:code`, the notation of territories everywhere: commune:74010, epci:200066793, departement:74
  id text primary key,
  kind authority_kind not null,
  -- INSEE code; SIREN for EPCI and EPT
  code text not null,
  siren text constraint authorities_siren_nine_digits check (siren ~ '^\d{9}$'),
  name text not null,
  -- the name after "of": « d’Annecy », « de la Haute-Savoie »
  of_name text not null,
  epci_kind epci_kind,
  zone authority_zone not null,
  population integer constraint authorities_population_counted check (population >= 0),
  population_source population_source,
  -- the département, or the overseas collectivity in its place; of an EPCI, the one where most of its people live
  department_id text references authorities,
  region_id text references authorities,
  epci_id text references authorities,
  ept_id text references authorities,
  -- the commune where it sits, when the source says so
  seat_id text references authorities,
  -- all that it lies in, nearest first; an EPCI across départements lies in each of them
  ancestors text[] not null default '{}',
  -- where it is, in words: « Haute-Savoie », « Allier, Puy-de-Dôme »
  place text not null default '',
  sort_key text collate "C" not null,
  -- when a later edition of the source no longer had it; rows are never deleted, others point to them
  ended_at timestamptz,
  constraint authorities_named_by_kind_and_code check (id = kind::text || ':' || code),
  constraint authorities_epci_kind_of_epci check ((epci_kind is not null) = (kind = 'epci')),
  constraint authorities_population_has_source check ((population is null) = (population_source is null))
);
create unique index authorities_one_siren on authorities (siren) where ended_at is null;
create index authorities_siren on authorities (siren);
create index authorities_code on authorities (code);
create index authorities_ancestors on authorities using gin (ancestors) with (fastupdate = off);
create index authorities_kind on authorities (kind, sort_key);

-- This table and authority_names are derived, and written anew with every edition: no need to check each row.
create table authority_postcodes (
  postcode text not null constraint authority_postcodes_five_digits check (postcode ~ '^\d{5}$'),
  authority_id text not null,
  constraint authority_postcodes_once primary key (postcode, authority_id)
);
create index authority_postcodes_authority on authority_postcodes (authority_id);

-- Codes that INSEE no longer gives to a commune, and the commune that they lead to now.
create table authority_old_codes (
  code text primary key,
  authority_id text not null references authorities,
  -- null when the source gives the code alone
  name text,
  kind old_code_kind not null
);
create index authority_old_codes_authority on authority_old_codes (authority_id);

-- What people may type to find an authority: plain letters, digits and single spaces.
create table authority_names (
  name_key text collate "C" not null,
  authority_id text not null,
  kind authority_kind not null,
  -- 0 its name, 1 without the article, 2 another form of it, 3 the name of a commune that it replaced
  rank smallint not null,
  -- the larger first among equals
  weight integer not null,
  -- the name and where it is, each word after a space: words are looked for by their beginnings
  with_place text collate "C" not null,
  -- the name that was replaced, as it is written
  former_name text,
  constraint authority_names_once primary key (name_key, authority_id) include (kind, rank, weight)
);
create index authority_names_authority on authority_names (authority_id);
create index authority_names_words on authority_names using gin (with_place gin_trgm_ops) with (fastupdate = off);
-- without the forms in full: a thousand of them begin with « communaute de communes »
create index authority_names_near on authority_names using gin (name_key gin_trgm_ops) with (fastupdate = off)
  where rank <> 2;

-- Names that hold something like this word, typing mistakes and letters swapped included.
create function near_authority_names(word text) returns setof authority_names
language sql stable parallel safe
set pg_trgm.word_similarity_threshold = 0.44
as $$ select * from authority_names where word <% name_key and rank <> 2 $$;

-- The editions of the source that were loaded; the last one is what the tables hold.
create table territory_editions (
  id integer generated always as identity primary key,
  -- version of the source package, and of our own way to read it
  edition text not null,
  loaded_at timestamptz not null default now(),
  counts jsonb not null
);
