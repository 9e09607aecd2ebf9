-- Whether people found a resource useful: one voice a browser or an account. Nothing tells whose: a voice is known by a
-- keyed hash made for one resource, so that two voices of the same browser cannot be brought together, nor tied to anybody.
create table resource_voices (
  resource_id uuid not null references resources on delete cascade,
  voter bytea not null,
  useful boolean not null,
  -- no time of the day: it would tell who was there
  said_on date not null,
  constraint resource_voices_once primary key (resource_id, voter)
);

create table resource_voices_key (
  single boolean primary key default true constraint resource_voices_key_only_one check (single),
  key bytea not null
);
insert into resource_voices_key (key)
  values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

create trigger content_changed after insert or update or delete on resource_voices for each statement execute function tell_content_changed();
