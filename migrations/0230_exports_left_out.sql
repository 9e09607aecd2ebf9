-- How many of the person's files could not be put in the archive: its page says so.
alter table data_exports
  add column left_out integer not null default 0,
  add constraint data_exports_left_out check (left_out >= 0);
