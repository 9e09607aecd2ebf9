-- Somebody let in moved to an address of a domain that nobody vouched for: they stay in, and the programme team looks.
alter table accounts
  add column address_to_check_since timestamptz,
  -- the domain of the last address that was vouched for
  add column vouched_domain text,
  add constraint accounts_address_check_says_what_changed check ((address_to_check_since is null) = (vouched_domain is null));
create index accounts_address_to_check on accounts (address_to_check_since) where address_to_check_since is not null;
