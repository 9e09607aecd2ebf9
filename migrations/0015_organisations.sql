-- State bodies, associations, syndicates and vendors.
create type side as enum ('etat', 'collectivites');

create table organisations (
  slug text primary key constraint organisations_slug_form check (slug ~ '^[a-z0-9-]+$'),
  name text not null,
  acronym text,
  -- null for those that stand on neither side, such as vendors
  side side,
  kind text not null,
  website text,
  role text not null default '',
  in_governance boolean not null default false,
  sources jsonb not null default '[]',
  confidence text not null default 'high',
  note text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index organisations_name on organisations using gin (plain(name || ' ' || coalesce(acronym, '')) gin_trgm_ops);
