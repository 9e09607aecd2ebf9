-- Since when a mail has been refused for now, or found no server: after some days it is given up. Not `created_at`:
-- a mail may wait long before anybody names a server, or be sent again by somebody.
alter table outbox add column delayed_since timestamptz;
