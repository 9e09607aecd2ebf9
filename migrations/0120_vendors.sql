-- Vendors of software: who works for each, their products, and the authorities that these equip, as vendors tell it.

-- An organisation that has a space; its name and its website are the organisation's.
create table vendors (
  slug text primary key constraint vendors_are_organisations references organisations,
  siren text not null constraint vendors_siren_once unique constraint vendors_siren_form check (siren ~ '^\d{9}$'),
  -- fictional, on a demonstration only
  demonstration boolean not null default false,
  opened_at timestamptz not null,
  opened_by uuid references accounts on delete set null
);
create index vendors_opened_by on vendors (opened_by);

-- Whom the programme team let in, after having looked: nobody gets here by themselves.
create table vendor_people (
  -- of one vendor at most
  account_id uuid primary key references accounts on delete cascade,
  vendor text not null references vendors,
  attached_at timestamptz not null,
  attached_by uuid references accounts on delete set null
);
create index vendor_people_vendor on vendor_people (vendor);
create index vendor_people_attached_by on vendor_people (attached_by);

create table vendor_products (
  id uuid primary key default gen_random_uuid(),
  vendor text not null references vendors,
  name text not null,
  -- what it is for, in the vendor's words
  purpose text not null,
  website text constraint vendor_products_web_address check (website ~ '^https?://'),
  -- offered to nobody any more; those that it equips keep it
  withdrawn_at timestamptz,
  version integer not null default 1
);
create unique index vendor_products_name_once on vendor_products (vendor, plain(name));

-- The rollouts that a product serves: a vendor speaks of stages of these only.
create table vendor_product_rollouts (
  product_id uuid not null references vendor_products,
  rollout text not null references rollouts,
  constraint vendor_product_rollouts_once primary key (product_id, rollout)
);
create index vendor_product_rollouts_rollout on vendor_product_rollouts (rollout);

create type product_act as enum ('added', 'edited', 'withdrawn', 'restored');

-- What a product was called, after each act.
create table vendor_product_changes (
  id bigint generated always as identity primary key,
  product_id uuid not null references vendor_products,
  at timestamptz not null,
  account_id uuid references accounts on delete set null,
  act product_act not null,
  name text not null,
  purpose text not null,
  website text,
  rollouts text[] not null
);
create index vendor_product_changes_product on vendor_product_changes (product_id, id);
create index vendor_product_changes_account on vendor_product_changes (account_id);

-- told: counted; contested: its authority says that it is wrong, nobody has settled yet; withdrawn: it was wrong.
create type equipment_standing as enum ('told', 'contested', 'withdrawn');

-- « This product equips this authority since this day », says its vendor.
create table equipments (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null references vendor_products,
  authority_id text not null references authorities,
  from_day date not null,
  -- the last day; null: still so
  until_day date,
  standing equipment_standing not null default 'told',
  -- when the vendor last said so
  told_at timestamptz not null,
  constraint equipments_end_after_they_begin check (until_day >= from_day)
);
create unique index equipments_one_at_a_time on equipments (product_id, authority_id)
  where until_day is null and standing <> 'withdrawn';
create index equipments_authority on equipments (authority_id);
create index equipments_product on equipments (product_id, authority_id);

-- What pages count today. Rollouts reads it too, to tell its copilots whom one call to a vendor would settle.
create view counted_equipments as
  select equipments.id, vendor_products.vendor, product_id, authority_id, from_day, told_at
  from equipments join vendor_products on vendor_products.id = product_id
  where standing = 'told' and until_day is null;

-- « This is not our vendor », says somebody of the authority.
create table equipment_contests (
  id uuid primary key default gen_random_uuid(),
  equipment_id uuid not null references equipments,
  account_id uuid references accounts on delete set null,
  reason text not null,
  at timestamptz not null,
  -- upheld: the authority was right
  decision contest_decision,
  decided_at timestamptz,
  decided_by uuid references accounts on delete set null,
  decision_reason text,
  constraint equipment_contests_decided_whole check (num_nulls(decision, decided_at, decision_reason) in (0, 3))
);
create unique index equipment_contests_one_open on equipment_contests (equipment_id) where decision is null;
create index equipment_contests_equipment on equipment_contests (equipment_id, at);
create index equipment_contests_account on equipment_contests (account_id);
create index equipment_contests_decided_by on equipment_contests (decided_by);

-- The assertions that a vendor made for an authority that it equips.
create table vendor_statements (
  assertion_id bigint primary key references assertions,
  equipment_id uuid not null references equipments
);
create index vendor_statements_equipment on vendor_statements (equipment_id);

-- complete: whom it does not name is no longer equipped by the products that it names.
create type vendor_file_scope as enum ('complete', 'partial');

-- Lists of authorities that vendors send: tried first, then written all at once.
create table vendor_files (
  id uuid primary key default gen_random_uuid(),
  vendor text not null references vendors,
  file_id uuid not null references stored_files,
  scope vendor_file_scope not null,
  -- the last day of those that it no longer names
  ended_on date not null,
  sent_at timestamptz not null,
  sent_by uuid references accounts on delete set null,
  -- {"lines": …, "added": …, "errors": …}
  counts jsonb not null,
  checked_at timestamptz not null,
  applied_at timestamptz,
  applied_by uuid references accounts on delete set null
);
create index vendor_files_latest on vendor_files (vendor, sent_at desc);
create index vendor_files_file on vendor_files (file_id);
create index vendor_files_sent_by on vendor_files (sent_by);
create index vendor_files_applied_by on vendor_files (applied_by);

create type vendor_file_line_kind as enum ('error', 'skipped', 'added', 'changed', 'ended');

-- What a file changes, and nothing of what it leaves as it is.
create table vendor_file_lines (
  sending_id uuid not null references vendor_files on delete cascade,
  place integer not null,
  kind vendor_file_line_kind not null,
  -- in the file, the first being 1; null for what it does not name any more
  line integer,
  -- whom and what it is about, in words
  about text not null,
  message text not null,
  constraint vendor_file_lines_once primary key (sending_id, place)
);
create index vendor_file_lines_kind on vendor_file_lines (sending_id, kind, place);

create trigger content_changed after insert or update or delete on vendors for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on vendor_products for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on vendor_product_rollouts for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on equipments for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on equipment_contests for each statement execute function tell_content_changed();
