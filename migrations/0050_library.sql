-- Deliverables: what a group produced, in versions, as files or links.
create type deliverable_state as enum ('draft', 'published', 'withdrawn');
create type deliverable_availability as enum ('published', 'ended', 'replaced');
create type file_accessibility as enum ('unknown', 'accessible', 'partial', 'not_accessible');

create table deliverables (
  id uuid primary key default gen_random_uuid(),
  slug text not null constraint deliverables_slug_once unique
    constraint deliverables_slug_form check (slug ~ '^[a-z0-9-]+$'),
  -- null for what the programme as a whole produced
  group_id uuid references groups,
  title text not null,
  kind text not null default '',
  description text not null default '',
  audiences text[] not null default '{}',
  licence text,
  state deliverable_state not null default 'draft',
  -- whether what is published still holds, and why not
  availability deliverable_availability not null default 'published',
  availability_note text,
  replaced_by uuid references deliverables on delete set null,
  -- in the words of the source, where the deliverable itself is not at hand
  format text,
  format_note text,
  -- where imported pages link to
  original_path text constraint deliverables_original_path_once unique,
  published_on date,
  published_at timestamptz,
  first_seen text,
  sources jsonb not null default '[]',
  confidence text not null default 'high',
  note text,
  version integer not null default 1,
  created_by uuid references accounts,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index deliverables_group on deliverables (group_id, state);
create index deliverables_replaced_by on deliverables (replaced_by);
create index deliverables_state on deliverables (state, published_on desc nulls last);

create table deliverable_versions (
  id uuid primary key default gen_random_uuid(),
  deliverable_id uuid not null references deliverables on delete cascade,
  label text not null,
  notes text not null default '',
  released_on date,
  position integer not null,
  created_by uuid references accounts,
  created_at timestamptz not null default now(),
  constraint deliverable_versions_order unique (deliverable_id, position)
);

create table deliverable_files (
  id uuid primary key default gen_random_uuid(),
  version_id uuid not null references deliverable_versions on delete cascade,
  file_id uuid references stored_files,
  url text,
  label text not null,
  format text not null default '',
  -- as announced where we hold no file of our own
  size_label text,
  accessibility file_accessibility not null default 'unknown',
  accessibility_note text,
  checked_on date,
  verified boolean not null default true,
  downloads bigint not null default 0,
  position integer not null default 0,
  created_by uuid references accounts,
  created_at timestamptz not null default now(),
  constraint deliverable_files_one_place check (num_nonnulls(file_id, url) = 1),
  constraint deliverable_files_web_address check (url ~ '^https?://')
);
create index deliverable_files_version on deliverable_files (version_id, position);
create index deliverable_files_file on deliverable_files (file_id);
