-- Content pages and news, with their versions and images.
create type page_kind as enum ('page', 'news');
-- what made a version: the content that the product ships, a person, an import, a return to an older version
create type page_origin as enum ('content', 'editor', 'jekyll', 'restore');

create table pages (
  id uuid primary key default gen_random_uuid(),
  kind page_kind not null,
  -- as readers see it, decoded; with or without its last slash it is the same address
  permalink text not null constraint pages_permalink_form
    check (permalink ~ '^/[^[:space:]?#\\<>"]+$' and permalink !~ '//|/\.' and length(permalink) <= 300),
  title text not null constraint pages_titled check (title <> ''),
  summary text not null default '',
  body text not null,
  published boolean not null default false,
  menu_title text,
  menu_weight integer,
  -- path of an image of this site
  illustration text,
  illustration_alt text not null default '',
  -- the day a news item bears
  dated_on date,
  -- readers are told that it has not been confirmed
  to_verify boolean not null default false,
  version integer not null default 1,
  created_by uuid references accounts,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint pages_news_dated check (kind <> 'news' or dated_on is not null)
);
create unique index pages_permalink_once on pages (rtrim(permalink, '/'));
create index pages_menu on pages (menu_weight, menu_title) where published and menu_title is not null;
create index pages_news on pages (dated_on desc, id) where kind = 'news' and published;

-- Each state a page has been in, the present one included.
create table page_versions (
  page_id uuid not null references pages on delete cascade,
  version integer not null,
  content jsonb not null,
  actor_id uuid references accounts,
  origin page_origin not null default 'editor',
  at timestamptz not null default now(),
  constraint page_versions_once primary key (page_id, version)
);
-- an address that a page had still leads to it
create index page_versions_permalink on page_versions (rtrim(content ->> 'permalink', '/'));

-- Images that pages show: the only stored files that anyone may read without another right.
create table page_images (
  path text primary key constraint page_images_path check (path ~ '^/(fichiers|uploads)/[^[:space:]?#\\<>"]+$'),
  file_id uuid not null references stored_files,
  width integer not null constraint page_images_width check (width > 0),
  height integer not null constraint page_images_height check (height > 0),
  added_by uuid references accounts,
  added_at timestamptz not null default now()
);
create index page_images_file on page_images (file_id);
