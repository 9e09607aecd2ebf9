-- Content pages and news, with their versions.
create type page_kind as enum ('page', 'news');

create table pages (
  id uuid primary key default gen_random_uuid(),
  kind page_kind not null,
  permalink text not null constraint pages_permalink_once unique
    constraint pages_permalink_form check (permalink ~ '^/[a-zA-Z0-9/_.-]*$'),
  title text not null,
  summary text not null default '',
  body text not null,
  published boolean not null default false,
  menu_title text,
  menu_weight integer,
  illustration text,
  -- the day a news item bears
  dated_on date,
  version integer not null default 1,
  created_by uuid references accounts,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint pages_news_dated check (kind <> 'news' or dated_on is not null)
);
create index pages_menu on pages (menu_weight, menu_title) where published and menu_title is not null;
create index pages_news on pages (dated_on desc, id) where kind = 'news' and published;

-- Each state a page has been in, the present one included.
create table page_versions (
  page_id uuid not null references pages on delete cascade,
  version integer not null,
  content jsonb not null,
  actor_id uuid references accounts,
  origin text not null default 'editor',
  at timestamptz not null default now(),
  constraint page_versions_once primary key (page_id, version)
);
