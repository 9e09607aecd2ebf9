-- An event that travels with a mail, as calendars read it: { method, content }.
alter table outbox add column calendar jsonb;
