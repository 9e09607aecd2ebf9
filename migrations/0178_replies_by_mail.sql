-- Secrets that the instance makes for itself, and that all of its processes share.
create table instance_secrets (
  name text constraint instance_secrets_once primary key,
  secret bytea not null
);

-- A hash of the mail by which a message came: the same mail twice makes one message. Null for what was written on a page.
alter table messages add column mail_hash bytea constraint messages_once_by_mail unique;

-- Mails that answer a thread, as they came, until they were read.
create table reply_mails (
  id uuid primary key default gen_random_uuid(),
  -- whose address was written to; not who wrote, which remains to be seen
  account_id uuid not null references accounts on delete cascade,
  thread_id uuid not null references threads on delete cascade,
  -- of the envelope
  sender text not null,
  -- null once it was dealt with
  content bytea,
  received_at timestamptz not null,
  settled_at timestamptz,
  -- what became of it, once it was dealt with
  outcome text,
  constraint reply_mails_forgotten_once_settled check ((content is null) = (settled_at is not null)),
  constraint reply_mails_told check ((outcome is null) = (settled_at is null))
);
create index reply_mails_age on reply_mails (received_at);
create index reply_mails_account on reply_mails (account_id);
create index reply_mails_thread on reply_mails (thread_id);

-- A mail that answers another says that it has no return path (RFC 5321, 4.5.5): nothing answers it in turn.
alter table outbox add column null_return_path boolean not null default false;
