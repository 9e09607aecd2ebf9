-- What a thing is also called (« Groupe projet 5 »), and words that find it although they are never shown.
alter table search_entries
  -- one a line
  add column names text not null default '',
  add column keywords text not null default '',
  drop column document;

-- Deliverables, whose words are in Markdown, are indexed again at the next start (src/modules/library/load.ts).
update search_entries
set names = 'Groupe projet ' || groups.number || E'\n' || groups.title
from groups
where search_entries.kind = 'group' and search_entries.key = groups.slug and groups.number is not null;

alter table search_entries
  add column document tsvector not null generated always as (
    setweight(to_tsvector('public.french_plain', title || E'\n' || names), 'A') ||
    setweight(to_tsvector('public.french_plain', summary), 'B') ||
    setweight(to_tsvector('public.french_plain', body), 'C') ||
    setweight(to_tsvector('public.french_plain', keywords), 'D')
  ) stored,
  -- title and names in plain words, each between line ends: what they begin with, and what typos are compared with
  add column named text not null generated always as (
    E'\n' || regexp_replace(plain(title || E'\n' || names), '[^a-z0-9\n]+', ' ', 'g') || E'\n'
  ) stored;
create index search_entries_document on search_entries using gin (document);
drop index search_entries_title;
