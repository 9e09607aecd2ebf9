-- Shown in public too: how many people take part in a group and from where, and the size of the images of pages.
create trigger content_changed after update of state, authority_id on accounts for each statement execute function tell_content_changed();
create trigger content_changed after insert or delete on page_images for each statement execute function tell_content_changed();
