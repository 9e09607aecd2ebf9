-- The whole of a selection as it was, each time it was changed.
create table selection_versions (
  selection_id uuid not null references selections on delete cascade,
  version integer not null,
  title text not null,
  -- in Markdown
  introduction text not null,
  published boolean not null,
  -- in their order: [{"resource": id, "note": why it is there}]
  items jsonb not null,
  actor_id uuid references accounts on delete set null,
  at timestamptz not null default now(),
  constraint selection_versions_once primary key (selection_id, version)
);
create index selection_versions_actor on selection_versions (actor_id);

-- Of those that are there already, what they are today is all that is known; and the search finds those that are published.
insert into selection_versions (selection_id, version, title, introduction, published, items, at)
select id, version, title, introduction, published,
  coalesce(
    (select jsonb_agg(jsonb_build_object('resource', resource_id, 'note', note) order by position, resource_id)
     from selection_items where selection_id = selections.id),
    '[]'),
  updated_at
from selections;
insert into search_entries (kind, key, url, title, body, keywords)
select 'selection', id::text, '/selections/' || slug, title, introduction, 'sélection de ressources'
from selections where published
on conflict do nothing;
