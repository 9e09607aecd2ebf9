-- Charters: versioned texts that organisations sign, what each commits to, and what becomes of it.

create table charters (
  slug text primary key constraint charters_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  position smallint not null constraint charters_position_once unique,
  title text not null,
  -- the project group that keeps it
  group_slug text not null,
  -- summary, origin, sources… in the shape of `charterContent`
  content jsonb not null,
  updated_at timestamptz not null default now()
);

create type signatory_kind as enum ('etat', 'associations', 'vendors', 'authorities');

-- Written once: what was in force at a signature stays readable as it was.
create table charter_versions (
  charter text not null references charters,
  -- the highest is in force
  number integer not null constraint charter_versions_from_one check (number > 0),
  -- Markdown, without the pledges
  body text not null,
  -- in the shape of `pledgeContent`
  pledges jsonb not null,
  -- the whole text that is signed, pledges included, and the SHA-256 of it in UTF-8
  text text not null,
  hash text not null,
  -- how long a signature holds
  valid_months smallint not null constraint charter_versions_some_months check (valid_months between 1 and 120),
  -- sources, confidence, note
  provenance jsonb not null,
  -- what changes from the one before, for all to read
  reason text not null,
  published_at timestamptz not null,
  account_id uuid references accounts on delete set null,
  constraint charter_versions_once primary key (charter, number),
  constraint charter_versions_text_of_hash unique (charter, number, hash),
  constraint charter_versions_true_hash check (hash = encode(sha256(convert_to(text, 'UTF8')), 'hex'))
);
create index charter_versions_account on charter_versions (account_id);
create trigger append_only before update or delete on charter_versions for each row execute function refuse_rewriting();

-- unconfirmed: nobody has opened the mail yet; waiting: to be reviewed; replaced: the same organisation signed again.
create type charter_signature_state as enum
  ('unconfirmed', 'waiting', 'refused', 'published', 'suspended', 'withdrawn', 'replaced');

create table charter_signatures (
  id uuid primary key default gen_random_uuid(),
  charter text not null references charters,
  -- the text as it was read: it can be no other than that of the version
  version integer not null,
  text_hash text not null,
  kind signatory_kind not null,
  organisation text not null,
  siret text not null constraint charter_signatures_siret_form check (siret ~ '^[0-9]{14}$'),
  -- the person; forgotten twelve months after the signature ended
  signatory_name text,
  signatory_function text,
  email text,
  -- whether the person chose to have name and function shown
  is_named boolean not null,
  perimeter text not null,
  products text[] not null default '{}',
  -- of all that was sent: the same sent again is the same
  digest bytea not null,
  -- who was signed in when it was sent
  account_id uuid references accounts on delete set null,
  state charter_signature_state not null default 'unconfirmed',
  asked_at timestamptz not null,
  -- of the link that confirms the address; null once it has served
  token_hash bytea,
  confirmed_at timestamptz,
  decided_at timestamptz,
  decided_by uuid references accounts on delete set null,
  refusal_reason text,
  -- its address in the register
  slug text,
  published_at timestamptz,
  expires_on date,
  ended_at timestamptz,
  -- the expiry that the signatory was told of
  reminded_for date,
  -- fictional: removed from an instance that is no demonstration
  demonstration boolean not null default false,
  constraint charter_signatures_text foreign key (charter, version, text_hash)
    references charter_versions (charter, number, hash),
  constraint charter_signatures_in_register check ((slug is not null) = (state in ('published', 'suspended', 'withdrawn'))),
  constraint charter_signatures_published_whole
    check (slug is null or num_nulls(published_at, expires_on, confirmed_at, decided_at) = 0),
  constraint charter_signatures_by_somebody
    check (state not in ('unconfirmed', 'waiting') or num_nulls(signatory_name, signatory_function, email) = 0)
);
-- However often the same is sent, at once or later, one row waits for the mail to be opened.
create unique index charter_signatures_one_unconfirmed on charter_signatures (charter, siret, email) where state = 'unconfirmed';
create unique index charter_signatures_one_published on charter_signatures (charter, siret) where slug is not null;
create unique index charter_signatures_one_address on charter_signatures (charter, slug) where slug is not null;
create unique index charter_signatures_token on charter_signatures (token_hash) where token_hash is not null;
create index charter_signatures_state on charter_signatures (charter, state);
create index charter_signatures_organisation on charter_signatures (charter, siret);
create index charter_signatures_version on charter_signatures (charter, version, text_hash);
create index charter_signatures_account on charter_signatures (account_id);
create index charter_signatures_decided_by on charter_signatures (decided_by);

-- Once its address is confirmed, what was signed, and by which organisation, is never another.
create function refuse_changing_what_was_signed() returns trigger
language plpgsql as $$
begin
  if old.state <> 'unconfirmed' and
    (new.charter, new.version, new.text_hash, new.kind, new.organisation, new.siret, new.perimeter, new.products)
      is distinct from
    (old.charter, old.version, old.text_hash, old.kind, old.organisation, old.siret, old.perimeter, old.products) then
    raise exception 'a signature keeps the text that was signed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger what_was_signed before update on charter_signatures
  for each row execute function refuse_changing_what_was_signed();

-- What a signatory commits to, by the code that the pledge has in the signed version.
create table charter_pledges (
  signature_id uuid not null references charter_signatures on delete cascade,
  code text not null constraint charter_pledges_code_form check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  planned_on date not null,
  constraint charter_pledges_once primary key (signature_id, code)
);

create type pledge_state as enum ('todo', 'doing', 'done', 'dropped');
-- Each stays; the latest tells where the signatory stands.
create table pledge_progress (
  id bigint generated always as identity primary key,
  signature_id uuid not null,
  code text not null,
  at timestamptz not null,
  state pledge_state not null,
  note text not null,
  evidence_url text constraint pledge_progress_web_address check (evidence_url ~ '^https?://'),
  constraint pledge_progress_of_pledge foreign key (signature_id, code) references charter_pledges on delete cascade
);
create index pledge_progress_pledge on pledge_progress (signature_id, code, at desc);

-- The public life of a signature.
create type charter_event_kind as enum ('published', 'renewed', 'suspended', 'reinstated', 'withdrawn', 'replaced');
create table charter_events (
  id bigint generated always as identity primary key,
  signature_id uuid not null references charter_signatures on delete cascade,
  kind charter_event_kind not null,
  at timestamptz not null,
  -- for all to read
  reason text,
  -- renewed: until when
  until date,
  account_id uuid references accounts on delete set null
);
create index charter_events_signature on charter_events (signature_id, at desc);
create index charter_events_latest on charter_events (at desc);
create index charter_events_account on charter_events (account_id);

-- Links by which a signatory manages the signature: as many uses as wanted, for a time.
create table charter_links (
  token_hash bytea primary key,
  signature_id uuid not null references charter_signatures on delete cascade,
  expires_at timestamptz not null
);
create index charter_links_signature on charter_links (signature_id);
create index charter_links_expiry on charter_links (expires_at);

-- The Ed25519 key that signs receipts (PKCS #8), drawn once by each instance; backups carry it.
create table charter_receipt_key (
  single boolean primary key default true constraint charter_receipt_key_only_one check (single),
  private_key bytea not null,
  created_at timestamptz not null default now()
);

create trigger content_changed after insert or update or delete on charters for each statement execute function tell_content_changed();
create trigger content_changed after insert on charter_versions for each statement execute function tell_content_changed();
-- not when somebody merely asks to sign
create trigger content_changed after delete or update of state, slug, expires_on, signatory_name, signatory_function
  on charter_signatures for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on pledge_progress for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on charter_events for each statement execute function tell_content_changed();
