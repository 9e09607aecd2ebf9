-- Whether the addresses to which resources lead still answer. By address, since several resources may share one.
create type link_state as enum ('unchecked', 'ok', 'moved', 'refused', 'dead');
create table resource_links (
  url text primary key,
  state link_state not null default 'unchecked',
  -- of this state
  since timestamptz,
  -- when it was last tried with a network
  checked_at timestamptz,
  -- when it last answered
  ok_at timestamptz,
  -- what the last try met: the status of an answer, or a word for what came instead
  status integer,
  reason text,
  -- where it leads from now on, when its site says so
  moved_to text,
  -- how many days in a row it failed, and the last of them
  failures integer not null default 0,
  failed_on date,
  next_at timestamptz not null,
  -- when those who keep the catalogue were told that it is dead
  told_at timestamptz,
  constraint resource_links_dated check (state = 'unchecked' or (since is not null and checked_at is not null))
);
create index resource_links_due on resource_links (next_at);
create index resource_links_state on resource_links (state, since);

create table resource_link_changes (
  id uuid primary key default gen_random_uuid(),
  url text not null references resource_links on delete cascade,
  from_state link_state not null,
  to_state link_state not null,
  status integer,
  reason text,
  at timestamptz not null
);
create index resource_link_changes_url on resource_link_changes (url, at desc);

-- Taking links to try them changes nothing that is shown.
create trigger content_changed after update of state, checked_at or delete on resource_links for each statement execute function tell_content_changed();
