-- Ordered lists of resources with an introduction, made by those who keep a catalogue or by an association.
create table selections (
  id uuid primary key default gen_random_uuid(),
  slug text not null constraint selections_slug_once unique
    constraint selections_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null,
  -- in Markdown
  introduction text not null,
  -- whose it is: an association, those who keep a catalogue, or neither: the programme team
  organisation_slug text references organisations,
  catalogue text constraint selections_catalogue_form check (catalogue ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  -- shipped with the product, and nobody of the programme has made it theirs yet
  start_up boolean not null default false,
  published boolean not null default false,
  version integer not null default 1,
  created_by uuid references accounts on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint selections_one_keeper check (num_nonnulls(organisation_slug, catalogue) <= 1)
);
create index selections_organisation on selections (organisation_slug);
create index selections_author on selections (created_by);
create index selections_listed on selections (title, id) where published;

create table selection_items (
  selection_id uuid not null references selections on delete cascade,
  resource_id uuid not null references resources on delete cascade,
  position integer not null,
  -- why it is there
  note text,
  constraint selection_items_once primary key (selection_id, resource_id)
);
create index selection_items_resource on selection_items (resource_id);

create trigger content_changed after insert or update or delete on selections for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on selection_items for each statement execute function tell_content_changed();
