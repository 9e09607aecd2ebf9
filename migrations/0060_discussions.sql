-- Exchanges inside a group.
create type thread_kind as enum ('announcement', 'discussion');

create table threads (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  kind thread_kind not null default 'discussion',
  title text not null,
  author_id uuid references accounts,
  pinned boolean not null default false,
  closed_at timestamptz,
  closed_by uuid references accounts,
  message_count integer not null default 0,
  last_message_at timestamptz not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index threads_group on threads (group_id, pinned desc, last_message_at desc) where deleted_at is null;
create index threads_recent on threads (group_id, last_message_at desc) where deleted_at is null;
create index threads_announcements on threads (group_id, last_message_at desc)
  where deleted_at is null and kind = 'announcement';

create table messages (
  id uuid primary key default gen_random_uuid(),
  thread_id uuid not null references threads,
  -- order within the thread, from 1: the first is the thread's own text
  number integer not null,
  author_id uuid references accounts,
  body text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  deleted_by uuid references accounts,
  constraint messages_order unique (thread_id, number)
);
create index messages_author on messages (author_id);

create table message_versions (
  message_id uuid not null references messages on delete cascade,
  version integer not null,
  body text not null,
  replaced_at timestamptz not null,
  replaced_by uuid references accounts,
  constraint message_versions_once primary key (message_id, version)
);

create table thread_follows (
  thread_id uuid not null references threads on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  -- false: silence, even for one who follows the group
  following boolean not null,
  constraint thread_follows_once primary key (thread_id, account_id)
);
create index thread_follows_account on thread_follows (account_id);

create table thread_reads (
  thread_id uuid not null references threads on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  last_number integer not null,
  read_at timestamptz not null,
  constraint thread_reads_once primary key (thread_id, account_id)
);
create index thread_reads_account on thread_reads (account_id);
