-- Files that come with a message, in the order in which they were sent.
create table message_attachments (
  message_id uuid not null references messages on delete cascade,
  -- from 1
  position integer not null,
  file_id uuid not null references stored_files,
  -- whose room it takes: that of its thread, and moves with it
  group_id uuid not null references groups,
  name text not null,
  -- of an image that pages show, in pixels
  width integer,
  height integer,
  constraint message_attachments_order primary key (message_id, position),
  constraint message_attachments_whole_size check ((width is null) = (height is null))
);
create index message_attachments_group on message_attachments (group_id);
create index message_attachments_file on message_attachments (file_id);
