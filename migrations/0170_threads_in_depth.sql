-- Threads by category, their accepted answer, reactions, mentions, drafts, moves between groups.

-- A new type rather than new values: those could not be used in the transaction that adds them, which a restoration is.
drop index threads_announcements;
alter type thread_kind rename to thread_kind_before;
create type thread_kind as enum ('announcement', 'discussion', 'question', 'decision', 'experience');
alter table threads
  alter column kind drop default,
  alter column kind type thread_kind using kind::text::thread_kind,
  alter column kind set default 'discussion',
  -- of a question: the number of the message that answers it, one of the thread's own; no foreign key, since a backup
  -- puts tables in order and messages refer to their thread
  add column accepted_number integer constraint threads_accepted_answer_is_no_question check (accepted_number > 1),
  add column accepted_by uuid references accounts,
  add column accepted_at timestamptz,
  add constraint threads_only_questions_are_answered check (accepted_number is null or kind = 'question');
drop type thread_kind_before;
create index threads_announcements on threads (group_id, last_message_at desc)
  where deleted_at is null and kind = 'announcement';
create index threads_categories on threads (group_id, kind, pinned desc, last_message_at desc) where deleted_at is null;

create type reaction_kind as enum ('thanks', 'agree', 'same_here');
create table message_reactions (
  message_id uuid not null references messages on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  kind reaction_kind not null,
  created_at timestamptz not null,
  constraint message_reactions_once primary key (message_id, kind, account_id)
);
create index message_reactions_account on message_reactions (account_id);

-- The people of the group whom a message names.
create table message_mentions (
  message_id uuid not null references messages on delete cascade,
  account_id uuid not null references accounts on delete cascade,
  mentioned_at timestamptz not null,
  constraint message_mentions_once primary key (message_id, account_id)
);
create index message_mentions_account on message_mentions (account_id, mentioned_at desc);

-- What a person began to write: one answer a thread, one new thread a group.
create table message_drafts (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references accounts on delete cascade,
  group_id uuid references groups on delete cascade,
  thread_id uuid references threads on delete cascade,
  kind thread_kind not null default 'discussion',
  title text not null default '',
  body text not null,
  saved_at timestamptz not null,
  constraint message_drafts_have_one_place check (num_nonnulls(group_id, thread_id) = 1),
  constraint message_drafts_one_per_thread unique (account_id, thread_id),
  constraint message_drafts_one_per_group unique (account_id, group_id)
);
create index message_drafts_thread on message_drafts (thread_id);
create index message_drafts_group on message_drafts (group_id);

-- A thread that went from one group to another keeps the trace of it, between the messages where it happened.
create table thread_moves (
  id bigint generated always as identity primary key,
  thread_id uuid not null references threads on delete cascade,
  from_group_id uuid not null references groups,
  to_group_id uuid not null references groups,
  moved_by uuid references accounts,
  moved_at timestamptz not null,
  -- the last message of the thread when it moved
  after_number integer not null
);
create index thread_moves_thread on thread_moves (thread_id, id);
