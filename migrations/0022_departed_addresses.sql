-- Addresses of accounts deleted while they were suspended or kept out of a group, so that a new request from one does
-- not pass unseen. Keyed hashes: the list alone gives nobody's address away.
create table departed_addresses (
  address_hash bytea constraint departed_addresses_once primary key,
  suspended boolean not null,
  -- groups that somebody took the person out of
  removed_from uuid[] not null,
  left_at timestamptz not null,
  constraint departed_addresses_say_why check (suspended or removed_from <> '{}')
);
create index departed_addresses_left_at on departed_addresses (left_at);

-- Drawn by each database for itself.
create table departed_addresses_key (
  single boolean primary key default true constraint departed_addresses_key_only_one check (single),
  key bytea not null
);
insert into departed_addresses_key (key)
  values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
