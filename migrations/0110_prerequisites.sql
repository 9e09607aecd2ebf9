-- Where an authority is with each point of a checklist, for colleagues of the same authority only: never shown in public.
create type prerequisite_state as enum ('todo', 'done', 'not_for_us');

create table prerequisite_marks (
  authority_id text not null references authorities,
  rollout text not null references rollouts on delete cascade,
  -- of the content that the product ships; one that it no longer has is shown no more
  point text not null,
  state prerequisite_state not null,
  note text not null default '',
  account_id uuid references accounts on delete set null,
  version integer not null default 1,
  at timestamptz not null,
  constraint prerequisite_marks_once primary key (authority_id, rollout, point)
);
create index prerequisite_marks_rollout on prerequisite_marks (rollout);
create index prerequisite_marks_account on prerequisite_marks (account_id);
