-- Files of statements that copilots send: read and checked first, then written all at once, and taken back all at once.

-- checked: nothing is written but this; applying and undoing: a job is at it.
create type rollout_import_state as enum ('checked', 'applying', 'applied', 'undoing', 'undone');
create type rollout_import_trouble_level as enum ('error', 'warning', 'note');

create table rollout_imports (
  id uuid primary key default gen_random_uuid(),
  rollout text not null references rollouts,
  state rollout_import_state not null default 'checked',
  file_id uuid not null references stored_files,
  sent_at timestamptz not null,
  sent_by uuid references accounts on delete set null,
  -- titles of the columns, and which of them holds what: {"code": 0, "stage": 2}
  header text[] not null,
  columns jsonb not null,
  -- for the lines that give no date
  since date,
  -- what the last check found: {"lines": …, "statements": …, "error": …}
  counts jsonb not null,
  checked_at timestamptz not null,
  -- of `lines`, while a job is at it
  done integer not null default 0,
  applied_at timestamptz,
  applied_by uuid references accounts on delete set null,
  undone_at timestamptz,
  undone_by uuid references accounts on delete set null,
  undo_reason text,
  -- why the last attempt wrote nothing
  failure text,
  constraint rollout_imports_undone_with_reason check (state not in ('undoing', 'undone') or undo_reason is not null)
);
create index rollout_imports_latest on rollout_imports (rollout, sent_at desc);
create index rollout_imports_file on rollout_imports (file_id);
create index rollout_imports_sent_by on rollout_imports (sent_by);
create index rollout_imports_applied_by on rollout_imports (applied_by);
create index rollout_imports_undone_by on rollout_imports (undone_by);

-- What the last check said of each line, the worst first.
create table rollout_import_troubles (
  import_id uuid not null references rollout_imports on delete cascade,
  place integer not null,
  line integer not null,
  level rollout_import_trouble_level not null,
  -- the column it is about, by what it holds; null for the line as a whole
  field text,
  -- what the cell says
  value text not null,
  message text not null,
  constraint rollout_import_troubles_once primary key (import_id, place)
);

-- Which statements came from which line of which file.
create table rollout_import_statements (
  import_id uuid not null references rollout_imports,
  line integer not null,
  assertion_id bigint references assertions,
  coverage_id bigint references coverages,
  constraint rollout_import_statements_once primary key (import_id, line),
  constraint rollout_import_statements_one_thing check (num_nonnulls(assertion_id, coverage_id) = 1)
);
create unique index rollout_import_statements_assertion on rollout_import_statements (assertion_id) where assertion_id is not null;
create unique index rollout_import_statements_coverage on rollout_import_statements (coverage_id) where coverage_id is not null;

create function refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception '% only grows', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on rollout_import_statements for each row execute function refuse_change();
