-- Working files of a group: folders, files in versions, their bin, what became a deliverable.
create table document_folders (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  -- null at the top
  parent_id uuid references document_folders,
  name text not null constraint document_folders_name check (name <> '' and name !~ '[/\\]' and name not in ('.', '..')),
  version integer not null default 1,
  created_by uuid references accounts,
  created_at timestamptz not null,
  -- in the bin; `bin_root` is what was put there, with all that it held
  deleted_at timestamptz,
  deleted_by uuid references accounts,
  bin_root uuid,
  constraint document_folders_not_itself check (parent_id <> id),
  constraint document_folders_whole_bin check ((deleted_at is null) = (bin_root is null))
);
create unique index document_folders_name_once on document_folders (group_id, parent_id, lower(name))
  nulls not distinct where deleted_at is null;
create index document_folders_parent on document_folders (parent_id);
create index document_folders_bin on document_folders (deleted_at) where deleted_at is not null;

create table documents (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references groups,
  folder_id uuid references document_folders,
  name text not null constraint documents_name check (name <> '' and name !~ '[/\\]'),
  -- the number of its newest version
  newest integer not null default 1,
  bytes bigint not null,
  media_type text not null,
  -- counts changes of its name and place
  version integer not null default 1,
  created_by uuid references accounts,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  deleted_by uuid references accounts,
  bin_root uuid,
  constraint documents_whole_bin check ((deleted_at is null) = (bin_root is null))
);
create unique index documents_name_once on documents (group_id, folder_id, lower(name))
  nulls not distinct where deleted_at is null;
create index documents_folder on documents (folder_id);
create index documents_bin on documents (deleted_at) where deleted_at is not null;

create table document_versions (
  document_id uuid not null references documents on delete cascade,
  number integer not null,
  file_id uuid not null references stored_files,
  note text not null default '',
  created_by uuid references accounts,
  created_at timestamptz not null,
  constraint document_versions_once primary key (document_id, number)
);
create index document_versions_file on document_versions (file_id);

-- Came in although another version had come meanwhile: its sender looks, then adds it or gives it up.
create table document_waiting_versions (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null references documents on delete cascade,
  file_id uuid not null references stored_files,
  note text not null default '',
  -- the version that its sender had
  based_on integer not null,
  created_by uuid not null references accounts,
  created_at timestamptz not null
);
create index document_waiting_versions_document on document_waiting_versions (document_id);
create index document_waiting_versions_file on document_waiting_versions (file_id);

-- Which version of a document a deliverable was made of.
create table document_deliverables (
  document_id uuid not null references documents on delete cascade,
  number integer not null,
  deliverable_id uuid not null references deliverables on delete cascade,
  constraint document_deliverables_once primary key (deliverable_id)
);
create index document_deliverables_document on document_deliverables (document_id);

-- How much the files of a group may weigh, where that is not what every group has.
create table document_quotas (
  group_id uuid not null references groups,
  bytes bigint not null constraint document_quotas_positive check (bytes > 0),
  constraint document_quotas_once primary key (group_id)
);
