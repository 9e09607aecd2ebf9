-- When an entry that some may find last changed: words of titles are kept in memory until then.
drop index search_entries_audience;
create index search_entries_audience on search_entries (audience, updated_at desc);
