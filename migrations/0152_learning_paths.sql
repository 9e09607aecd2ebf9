-- Learning paths: resources of the catalogues in an order, for a profile; and how far each person is.
create table learning_paths (
  id uuid primary key default gen_random_uuid(),
  slug text not null constraint learning_paths_slug_once unique
    constraint learning_paths_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  profile text not null constraint learning_paths_profile_known
    check (profile in ('elu', 'direction-generale', 'secretariat-mairie', 'dsi', 'dpo')),
  title text not null,
  summary text not null,
  -- where it comes from, in words
  origin text not null,
  -- [{ resource, why, time, sessions }], each resource by its slug, once
  steps jsonb not null,
  published boolean not null,
  position integer not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index learning_paths_order on learning_paths (position, title);

create table learning_path_versions (
  path_id uuid not null references learning_paths on delete cascade,
  version integer not null,
  content jsonb not null,
  published boolean not null,
  reason text not null,
  actor_id uuid references accounts on delete set null,
  at timestamptz not null,
  constraint learning_path_versions_once primary key (path_id, version)
);
create index learning_path_versions_actor on learning_path_versions (actor_id);

-- A person's own, told to nobody else. A step is named by its resource: the order may change.
create table learning_path_progress (
  account_id uuid not null references accounts on delete cascade,
  path_id uuid not null references learning_paths on delete cascade,
  step text not null,
  done_at timestamptz not null,
  constraint learning_path_progress_once primary key (account_id, path_id, step)
);
create index learning_path_progress_path on learning_path_progress (path_id);

create trigger content_changed after insert or update or delete on learning_paths for each statement execute function tell_content_changed();
