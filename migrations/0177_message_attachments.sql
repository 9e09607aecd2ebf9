-- Files that come with a message, in the order in which they were sent.
create table message_attachments (
  message_id uuid not null references messages on delete cascade,
  -- from 1
  position integer not null,
  file_id uuid not null references stored_files,
  name text not null,
  constraint message_attachments_order primary key (message_id, position)
);
create index message_attachments_file on message_attachments (file_id);
