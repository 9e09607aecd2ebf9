-- What is found only by those who read a scope, such as the people of a group: apart from what everybody finds, so that
-- neither can slow the other down, nor show in it.
create table scoped_entries (
  -- what it is an entry of, such as `message`, and which one
  source text not null,
  key text not null,
  -- '' for the thing itself, otherwise one of its files
  part text not null default '',
  -- by what its readers narrow a search: a question and an answer to it are two messages of kind `question`
  kind text not null,
  scope_id uuid not null,
  -- how far in the scope one must be to read it: 0 for all of its people
  level smallint not null default 0,
  -- an account, maybe deleted since
  author_id uuid,
  at timestamptz not null,
  has_files boolean not null default false,
  url text not null,
  title text not null,
  -- of the file that the words are in
  file_name text,
  -- found first, never shown
  names text not null default '',
  body text not null default '',
  document tsvector not null generated always as (
    setweight(to_tsvector('public.french_plain', names), 'A') ||
    setweight(to_tsvector('public.french_plain', body), 'C') ||
    -- No word begins with this sign: the index answers for the words and for what narrows them at once.
    array_to_tsvector(array['=scope:' || scope_id::text, '=kind:' || kind, '=author:' || coalesce(author_id::text, ''),
      case when has_files then '=files' else '=bare' end])
  ) stored,
  constraint scoped_entries_once primary key (source, key, part)
);
-- Without a list of what is still to be put into it: each search would read that first.
create index scoped_entries_document on scoped_entries using gin (document) with (fastupdate = off);
create index scoped_entries_newest on scoped_entries (scope_id, at desc);
-- They move to the table above, by a job (src/modules/space-search/tasks.ts).
delete from search_entries where audience <> 'public';

create type file_text_state as enum ('waiting', 'read', 'empty', 'unreadable');
-- The words of files, once for each content.
create table file_texts (
  sha256 text constraint file_texts_once primary key,
  state file_text_state not null default 'waiting',
  text text not null default '',
  asked_at timestamptz not null default now(),
  constraint file_texts_only_read_have_text check ((state = 'read') = (text <> ''))
);
create index file_texts_waiting on file_texts (asked_at) where state = 'waiting';
