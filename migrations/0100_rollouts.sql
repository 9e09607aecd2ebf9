-- Deployment tracking: where each authority stands, who says so and on what proof.

create table rollouts (
  slug text primary key constraint rollouts_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  position smallint not null constraint rollouts_position_once unique,
  title text not null,
  -- the project group that follows it
  group_slug text not null,
  -- stages, segments, targets, questions, contacts… in the shape of `rolloutContent`
  content jsonb not null,
  -- the edition of the territories that rollout_concerned was drawn from; null until it is
  concerned_edition integer,
  updated_at timestamptz not null default now()
);

-- What assertions and people's links may name; the words are in the content.
create table rollout_stages (
  rollout text not null references rollouts,
  slug text not null constraint rollout_stages_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  -- from 1: 0 is for who has begun nothing
  position smallint not null constraint rollout_stages_from_one check (position > 0),
  constraint rollout_stages_once primary key (rollout, slug),
  constraint rollout_stages_one_rank unique (rollout, position)
);

-- The strongest first: this order is the precedence that the site publishes.
create type assertion_source as enum ('probe', 'operator', 'authority', 'vendor', 'copilot_import');

-- « This authority is at this stage since this day, says this source »: written once, never changed.
create table assertions (
  id bigint generated always as identity primary key,
  rollout text not null,
  authority_id text not null references authorities,
  -- null: nothing has begun
  stage text,
  -- it is at this stage, and something keeps it from going on
  blocked boolean not null default false,
  source assertion_source not null,
  -- since when it is true; recorded_at: since when we know
  valid_from date not null,
  recorded_at timestamptz not null,
  account_id uuid references accounts on delete set null,
  -- the body that speaks, in words: people are not named in public
  told_by text not null,
  evidence_url text constraint assertions_web_address check (evidence_url ~ '^https?://'),
  evidence_note text,
  evidence_file_id uuid references stored_files,
  constraint assertions_known_stage foreign key (rollout, stage) references rollout_stages (rollout, slug),
  constraint assertions_of_rollout foreign key (rollout) references rollouts
);
create index assertions_latest on assertions (rollout, authority_id, source, valid_from desc, id desc);
create index assertions_authority on assertions (authority_id);
create index assertions_account on assertions (account_id);
create index assertions_evidence_file on assertions (evidence_file_id) where evidence_file_id is not null;

-- An assertion that was wrong stays, with who took it back and why.
create table assertion_retractions (
  assertion_id bigint primary key references assertions,
  at timestamptz not null,
  account_id uuid references accounts on delete set null,
  reason text not null
);
create index assertion_retractions_account on assertion_retractions (account_id);

-- « This provider does it for this authority since this day », or no longer does: written once, never changed.
create table coverages (
  id bigint generated always as identity primary key,
  rollout text not null references rollouts,
  authority_id text not null references authorities,
  -- an authority, whose own stage is then inherited; or a body that is none, such as a syndicate
  provider_id text references authorities,
  provider_name text,
  -- of a body that is no authority
  stage text,
  covers boolean not null,
  source assertion_source not null,
  valid_from date not null,
  recorded_at timestamptz not null,
  account_id uuid references accounts on delete set null,
  told_by text not null,
  evidence_url text constraint coverages_web_address check (evidence_url ~ '^https?://'),
  evidence_note text,
  constraint coverages_one_provider check (num_nonnulls(provider_id, provider_name) = 1),
  constraint coverages_not_itself check (provider_id <> authority_id),
  constraint coverages_stage_of_no_authority check (stage is null or provider_name is not null),
  constraint coverages_known_stage foreign key (rollout, stage) references rollout_stages (rollout, slug)
);
create index coverages_authority on coverages (rollout, authority_id, valid_from desc, id desc);
create index coverages_provider on coverages (rollout, provider_id) where provider_id is not null;
create index coverages_of_authority on coverages (authority_id);
create index coverages_account on coverages (account_id);

create table coverage_retractions (
  coverage_id bigint primary key references coverages,
  at timestamptz not null,
  account_id uuid references accounts on delete set null,
  reason text not null
);
create index coverage_retractions_account on coverage_retractions (account_id);

-- Somebody of the authority says that what is told of it is wrong.
create type contest_decision as enum ('upheld', 'dismissed');
create table assertion_contests (
  id uuid primary key default gen_random_uuid(),
  rollout text not null references rollouts,
  authority_id text not null references authorities,
  assertion_id bigint references assertions,
  coverage_id bigint references coverages,
  account_id uuid references accounts on delete set null,
  reason text not null,
  at timestamptz not null,
  decision contest_decision,
  decided_at timestamptz,
  decided_by uuid references accounts on delete set null,
  decision_reason text,
  constraint assertion_contests_one_thing check (num_nonnulls(assertion_id, coverage_id) = 1),
  constraint assertion_contests_decided_whole
    check (num_nulls(decision, decided_at, decision_reason) in (0, 3))
);
create unique index assertion_contests_one_open_assertion on assertion_contests (assertion_id) where decision is null;
create unique index assertion_contests_one_open_coverage on assertion_contests (coverage_id) where decision is null;
create index assertion_contests_authority on assertion_contests (rollout, authority_id);
create index assertion_contests_of_authority on assertion_contests (authority_id);
create index assertion_contests_account on assertion_contests (account_id);
create index assertion_contests_decided_by on assertion_contests (decided_by);

create function refuse_rewriting() returns trigger
language plpgsql as $$
begin
  -- Forgetting the person is not rewriting what was said.
  if tg_op = 'UPDATE' and new.account_id is null
    and to_jsonb(new) - 'account_id' = to_jsonb(old) - 'account_id' then
    return new;
  end if;
  raise exception '% only grows: retract instead', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on assertions for each row execute function refuse_rewriting();
create trigger append_only before update or delete on assertion_retractions for each row execute function refuse_rewriting();
create trigger append_only before update or delete on coverages for each row execute function refuse_rewriting();
create trigger append_only before update or delete on coverage_retractions for each row execute function refuse_rewriting();

-- observed: by a probe or the operator of the national service; declared: by somebody; covered: inherited.
create type state_basis as enum ('observed', 'declared', 'covered');

-- Where each authority stood, from a day until the next: derived from the above, and made anew from it at any time. No need to
-- check each row again.
create table rollout_states (
  rollout text not null,
  authority_id text not null,
  from_day date not null,
  -- null: still so
  until_day date,
  stage text,
  -- of the stage; 0: nothing has begun; null: covered by who does not tell where it stands
  position smallint,
  blocked boolean not null,
  basis state_basis not null,
  source assertion_source not null,
  -- what is said of the authority, or of its provider
  assertion_id bigint,
  coverage_id bigint,
  -- sources do not agree
  contradicted boolean not null,
  constraint rollout_states_once primary key (rollout, authority_id, from_day)
);
create unique index rollout_states_now on rollout_states (rollout, authority_id) where until_day is null;

-- The authorities that a rollout concerns, each in one segment at most, and where each stands today: derived from its rules
-- and from rollout_states, so that a country is counted by reading one narrow table.
create table rollout_concerned (
  rollout text not null,
  authority_id text not null,
  segment text,
  kind authority_kind not null,
  -- itself for a département, and for a région
  department_id text,
  region_id text,
  population integer,
  -- as in rollout_states; basis is null when nobody says where it stands
  basis state_basis,
  position smallint,
  blocked boolean not null default false,
  contradicted boolean not null default false,
  since date,
  constraint rollout_concerned_once primary key (rollout, authority_id)
) with (fillfactor = 50);
create index rollout_concerned_department on rollout_concerned (rollout, department_id);
create index rollout_concerned_region on rollout_concerned (rollout, region_id);

-- Where authorities stood and stand, as it was known at an instant; all of them when `among` is null.
-- Of each source counts the latest; of sources, the strongest; coverage only fills what nobody says of the authority itself.
create function rollout_history(of_rollout text, among text[], known_at timestamptz)
returns table (
  authority_id text, from_day date, until_day date, stage text, "position" smallint, blocked boolean,
  basis state_basis, source assertion_source, assertion_id bigint, coverage_id bigint, contradicted boolean
)
language sql stable as $$
  with given as materialized (
    select c.id, c.authority_id, c.provider_id, coalesce(c.provider_id, lower(c.provider_name)) as provider,
      c.stage, stages.position, c.covers, c.source, c.valid_from
    from coverages c
    left join rollout_stages stages on stages.rollout = c.rollout and stages.slug = c.stage
    where c.rollout = of_rollout and c.recorded_at <= known_at and (among is null or c.authority_id = any(among))
      and not exists (select from coverage_retractions r where r.coverage_id = c.id and r.at <= known_at)
  ),
  told as materialized (
    select a.id, a.authority_id, a.stage, coalesce(stages.position, 0::smallint) as position, a.blocked, a.source,
      a.valid_from
    from assertions a
    left join rollout_stages stages on stages.rollout = a.rollout and stages.slug = a.stage
    where a.rollout = of_rollout and a.recorded_at <= known_at
      and (among is null or a.authority_id = any(among) or a.authority_id in (select provider_id from given))
      and not exists (select from assertion_retractions r where r.assertion_id = a.id and r.at <= known_at)
  ),
  own_latest as (
    select distinct on (days.authority_id, days.day, told.source)
      days.authority_id, days.day, told.id, told.stage, told.position, told.blocked, told.source
    from (select distinct told.authority_id, told.valid_from as day from told) as days
    join told on told.authority_id = days.authority_id and told.valid_from <= days.day
    order by days.authority_id, days.day, told.source, told.valid_from desc, told.id desc
  ),
  own_strongest as (
    select distinct on (authority_id, day) authority_id, day, id, stage, position, blocked, source,
      min(position) over sources <> max(position) over sources as contradicted
    from own_latest
    window sources as (partition by authority_id, day)
    order by authority_id, day, source
  ),
  own as materialized (
    select own_strongest.*, lead(day) over (partition by authority_id order by day) as until from own_strongest
  ),
  given_latest as (
    select distinct on (days.authority_id, days.day, given.provider)
      days.authority_id, days.day, given.id, given.provider_id, given.stage, given.position, given.covers, given.source,
      given.valid_from
    from (select distinct given.authority_id, given.valid_from as day from given) as days
    join given on given.authority_id = days.authority_id and given.valid_from <= days.day
    order by days.authority_id, days.day, given.provider, given.valid_from desc, given.id desc
  ),
  given_one as (
    -- no longer covered when the last provider has stopped: the row stays, and covers nothing
    select distinct on (authority_id, day) authority_id, day, id, provider_id, stage, position, covers, source
    from given_latest
    order by authority_id, day, covers desc, valid_from desc, id desc
  ),
  cover as materialized (
    select given_one.*, lead(day) over (partition by authority_id order by day) as until from given_one
  ),
  days as (
    select own.authority_id, own.day from own
    union
    select cover.authority_id, cover.day from cover
    union
    select cover.authority_id, greatest(own.day, cover.day)
    from cover join own on own.authority_id = cover.provider_id
    where cover.covers and (cover.until is null or own.day < cover.until) and (own.until is null or own.until > cover.day)
  ),
  every as (
    select days.authority_id, days.day,
      lead(days.day) over (partition by days.authority_id order by days.day) as until,
      own.id as own_id, own.stage as own_stage, own.position as own_position, own.blocked as own_blocked,
      own.source as own_source, own.contradicted,
      cover.id as cover_id, cover.covers, cover.source as cover_source, cover.provider_id,
      cover.stage as cover_stage, cover.position as cover_position,
      provider.id as provider_assertion, provider.stage as provider_stage, provider.position as provider_position,
      provider.blocked as provider_blocked
    from days
    left join own on own.authority_id = days.authority_id and own.day <= days.day
      and (own.until is null or own.until > days.day)
    left join cover on cover.authority_id = days.authority_id and cover.day <= days.day
      and (cover.until is null or cover.until > days.day) and cover.covers
    left join own as provider on provider.authority_id = cover.provider_id and provider.day <= days.day
      and (provider.until is null or provider.until > days.day)
  )
  select every.authority_id, every.day, every.until,
    case when own_id is not null then own_stage else coalesce(provider_stage, cover_stage) end,
    case when own_id is not null then own_position else coalesce(provider_position, cover_position) end,
    coalesce(case when own_id is not null then own_blocked else provider_blocked end, false),
    case
      when own_id is null then 'covered'
      when own_source in ('probe', 'operator') then 'observed'
      else 'declared'
    end::state_basis,
    coalesce(own_source, cover_source),
    coalesce(own_id, provider_assertion),
    case when own_id is null then cover_id end,
    coalesce(every.contradicted, false)
  from every
  where (own_id is not null or cover_id is not null) and (among is null or every.authority_id = any(among))
$$;

create trigger content_changed after insert or update or delete on rollouts for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on rollout_concerned for each statement execute function tell_content_changed();
create trigger content_changed after insert on assertions for each statement execute function tell_content_changed();
create trigger content_changed after insert on assertion_retractions for each statement execute function tell_content_changed();
create trigger content_changed after insert on coverages for each statement execute function tell_content_changed();
create trigger content_changed after insert on coverage_retractions for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on assertion_contests for each statement execute function tell_content_changed();
create trigger content_changed after insert or update or delete on rollout_states for each statement execute function tell_content_changed();
