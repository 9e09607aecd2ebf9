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

-- Authorities that use a resource, as one of their people says: counted for all, named only where they agree.
create table resource_uses (
  resource_id uuid not null references resources on delete cascade,
  authority_id text not null references authorities,
  named boolean not null,
  -- who said it last
  account_id uuid references accounts on delete set null,
  at timestamptz not null,
  constraint resource_uses_once primary key (resource_id, authority_id)
);
create index resource_uses_authority on resource_uses (authority_id);
create index resource_uses_account on resource_uses (account_id);

create trigger content_changed after insert or update or delete on resource_uses for each statement execute function tell_content_changed();
