-- Who asked to be told by mail what is new in the catalogues; no account needed.
create table resource_subscribers (
  -- told to its reader only: the key of the links that manage and stop
  id uuid primary key default gen_random_uuid(),
  email text not null constraint resource_subscribers_once unique,
  -- of the last digest
  told_at timestamptz
);
create index resource_subscribers_told on resource_subscribers (told_at);

create table resource_alerts (
  id uuid primary key default gen_random_uuid(),
  subscriber_id uuid not null references resource_subscribers on delete cascade,
  catalogue text not null,
  -- the filters as the address of the list carries them; empty for all of it
  search text not null,
  asked_at timestamptz not null,
  -- of the last link sent to confirm it
  token_hash bytea,
  -- null until confirmed; unconfirmed ones are deleted. What came before it is no news.
  confirmed_at timestamptz,
  constraint resource_alerts_once unique (subscriber_id, catalogue, search)
);
create unique index resource_alerts_token on resource_alerts (token_hash);
create index resource_alerts_unconfirmed on resource_alerts (asked_at) where confirmed_at is null;

-- What each was told of, so that nothing is told twice, whatever the alerts.
create table resource_alerts_told (
  subscriber_id uuid not null references resource_subscribers on delete cascade,
  resource_id uuid not null references resources on delete cascade,
  constraint resource_alerts_told_once primary key (subscriber_id, resource_id)
);
create index resource_alerts_told_resource on resource_alerts_told (resource_id);
