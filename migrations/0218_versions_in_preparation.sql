-- A version of a deliverable becomes public when it is published: with its deliverable, or later by itself, with the same keys.
alter table deliverable_versions
  -- null while it is in preparation
  add column published_at timestamptz,
  -- when what it says or holds was last changed
  add column updated_at timestamptz not null default now();

-- What was published with its deliverable became public with it, or the day it was added; what was published long before
-- Cordée, on the day that its source tells. A version that says and holds nothing was shown to nobody.
update deliverable_versions v
set
  updated_at = v.created_at,
  published_at = case
    when d.state = 'draft' then null
    when v.notes = '' and not exists (select from deliverable_files f where f.version_id = v.id) then null
    when d.published_at is not null then greatest(v.created_at, d.published_at)
    else coalesce(v.released_on::timestamp at time zone 'Europe/Paris', v.created_at)
  end
from deliverables d
where d.id = v.deliverable_id;

-- A value added to an enumeration cannot be used in the transaction that adds it, where a restoration writes its rows.
alter type key_act rename to key_act_before;
create type key_act as enum (
  'deliverable.publish', 'deliverable.publish-version', 'group.reorient', 'group.pause', 'group.resume', 'group.close'
);
alter table key_requests alter column act type key_act using act::text::key_act;
drop type key_act_before;
