-- The best of the thousands of names that begin with a letter or two, without reading them all.
create index authority_names_best on authority_names
  (left(name_key, 1), greatest(rank, 1), weight desc, kind, name_key) include (authority_id, rank);
