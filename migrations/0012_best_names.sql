-- All that a suggestion needs of a name is in the indexes that find it.
alter table authority_names
  drop constraint authority_names_once,
  add constraint authority_names_once primary key (name_key, authority_id) include (kind, rank, weight, former_name);
-- The best of the thousands of names that begin with a letter or two, without reading them all.
create index authority_names_best on authority_names
  (left(name_key, 1), greatest(rank, 1), weight desc, kind, name_key) include (authority_id, rank, former_name);

-- As near_authority_names, for words long enough to stay half alike when two of their letters are swapped.
create function nearer_authority_names(word text) returns setof authority_names
language sql stable parallel safe
set pg_trgm.word_similarity_threshold = 0.5
as $$ select * from authority_names where word <% name_key and rank <> 2 $$;
