-- Every process keeps public pages in memory: a change of what they show is told to all of them at commit.
create function tell_content_changed() returns trigger
language plpgsql as $$
begin
  -- Same channel and payload: PostgreSQL tells it once a transaction, however many rows changed.
  perform pg_notify('content_changed', '');
  return null;
end $$;

create trigger content_changed after insert or update or delete on pages for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on organisations for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on groups for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on group_copilots for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on group_life_changes for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on plan_steps for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on progress_points for each statement execute function tell_content_changed();
create trigger content_changed after insert or delete or update of role on memberships for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on deliverables for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on deliverable_versions for each statement execute function tell_content_changed();
-- not when a download is counted
create trigger content_changed after insert or delete or update of file_id, url, label, format, size_label, accessibility, accessibility_note
  on deliverable_files for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on authorities for each statement execute function tell_content_changed();
