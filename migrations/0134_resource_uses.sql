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
