-- Who reads many scopes has their newest entries found by date: read scope by scope, each would be planned apart.
create index scoped_entries_at on scoped_entries (at desc);

-- The titles of progress points say their day in words: the job that fills the search writes them again.
delete from content_imports where name = 'space-search';
