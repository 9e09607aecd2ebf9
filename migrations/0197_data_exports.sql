-- What a person asked to have of all that the product holds on them.
create table data_exports (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts on delete cascade,
  requested_at timestamptz not null,
  -- once the job has made it
  token_hash bytea constraint data_exports_token_once unique,
  file_id uuid references stored_files,
  ready_at timestamptz,
  expires_at timestamptz,
  downloaded_at timestamptz,
  constraint data_exports_ready check (
    num_nonnulls(token_hash, ready_at, expires_at) in (0, 3) and (file_id is null or ready_at is not null)
  )
);
create index data_exports_account on data_exports (account_id, requested_at desc);
create index data_exports_files on data_exports (file_id) where file_id is not null;
create unique index data_exports_one_in_the_making on data_exports (account_id) where ready_at is null;
