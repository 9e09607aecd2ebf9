-- Whoever changes what is said of a version sees what another changed meanwhile.
alter table deliverable_versions add column version integer not null default 1;

-- What was changed, by one side alone, in what everybody reads of a deliverable: the other side reads it word for word.
create table deliverable_corrections (
  id uuid primary key default gen_random_uuid(),
  deliverable_id uuid not null references deliverables on delete cascade,
  -- what of it: a version or a file, by its name; null for what is said of the whole
  part text,
  -- [{ "name": "Titre", "before": "…", "after": "…" }]
  changes jsonb not null,
  corrected_by uuid not null references accounts,
  corrected_at timestamptz not null,
  constraint deliverable_corrections_change check (jsonb_array_length(changes) > 0)
);
create index deliverable_corrections_last on deliverable_corrections (deliverable_id, corrected_at desc);
create index deliverable_corrections_author on deliverable_corrections (corrected_by);
