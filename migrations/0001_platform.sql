-- What every part stands on: extensions, text search, forms sent twice, limits, outgoing mail, files.
create extension if not exists unaccent;
create extension if not exists pg_trgm;

-- unaccent() is only stable; with its dictionary named it is safe to index.
create function plain(value text) returns text
language sql immutable parallel safe strict
as $$ select lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;

create text search configuration french_plain (copy = french);
alter text search configuration french_plain
  alter mapping for hword, hword_part, word with unaccent, french_stem;

-- A form carries a key; sent twice, it acts once and answers the same address.
create table form_keys (
  key uuid primary key,
  location text,
  notice text,
  created_at timestamptz not null default now()
);
create index form_keys_created_at on form_keys (created_at);

create table rate_limits (
  key text not null,
  window_start timestamptz not null,
  hits integer not null,
  constraint rate_limits_one_window primary key (key, window_start)
);
create index rate_limits_window_start on rate_limits (window_start);

create type mail_state as enum ('queued', 'sent', 'uncertain', 'failed', 'cancelled');

-- Outgoing mail, written in the transaction of what it announces and sent afterwards by a job.
create table outbox (
  id uuid primary key default gen_random_uuid(),
  -- what makes a mail the same mail: a second one with this key is never written
  key text not null constraint outbox_key_once unique,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text,
  headers jsonb not null default '{}',
  state mail_state not null default 'queued',
  attempts integer not null default 0,
  last_error text,
  -- set just before the last byte is handed to the server: from there on, a crash leaves a doubt, not a resend
  handed_over_at timestamptz,
  sent_at timestamptz,
  expires_at timestamptz,
  created_at timestamptz not null default now()
);
create index outbox_waiting on outbox (created_at) where state = 'queued';
create index outbox_recent on outbox (created_at desc);

create table stored_files (
  id uuid primary key default gen_random_uuid(),
  sha256 text not null,
  storage_key text not null,
  name text not null,
  media_type text not null,
  bytes bigint not null constraint stored_files_not_empty check (bytes > 0),
  created_at timestamptz not null default now()
);
create index stored_files_sha256 on stored_files (sha256);

create table search_entries (
  kind text not null,
  key text not null,
  url text not null,
  title text not null,
  summary text not null default '',
  body text not null default '',
  -- 'public', or the scope that a reader must hold, such as 'group:<id>'
  audience text not null default 'public',
  document tsvector not null generated always as (
    setweight(to_tsvector('public.french_plain', title), 'A') ||
    setweight(to_tsvector('public.french_plain', summary), 'B') ||
    setweight(to_tsvector('public.french_plain', body), 'C')
  ) stored,
  updated_at timestamptz not null default now(),
  constraint search_entries_once primary key (kind, key)
);
create index search_entries_document on search_entries using gin (document);
create index search_entries_title on search_entries using gin (plain(title) gin_trgm_ops);
create index search_entries_audience on search_entries (audience);

create table audit_events (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_id uuid,
  actor_label text not null,
  verb text not null,
  thing_type text not null,
  thing_id text not null,
  thing_label text not null,
  detail jsonb not null default '{}'
);
create index audit_events_at on audit_events (at desc, id desc);
create index audit_events_thing on audit_events (thing_type, thing_id, at desc);
create index audit_events_actor on audit_events (actor_id, at desc);

-- What the instance was filled with, so that a start knows what is still to be done.
create table content_imports (
  name text primary key,
  at timestamptz not null default now()
);
