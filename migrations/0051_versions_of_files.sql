-- The name and the accessibility of a file or link are edited like the rest: whoever comes second sees both texts.
alter table deliverable_files add column version integer not null default 1;
