import { type ExpressionBuilder, sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import { z } from 'zod';
import type { DB, Db, GroupState, Side, Weather } from '../../platform/database/index.ts';
import { keptWithContent } from '../../platform/http/index.ts';
import { type Confidence, confidence, type Source, source } from '../../platform/provenance.ts';
import type { Actor } from '../identity/index.ts';

interface GroupCopilot {
  slug: string;
  name: string;
  acronym: string | null;
  side: Side;
  /** The name as the group's own page gave it, when it did. */
  label: string | null;
}

/** A group as lists and cards show it. */
export interface Group {
  id: string;
  slug: string;
  number: number | null;
  title: string;
  objective: string;
  state: GroupState;
  period: { start: string | null; end: string | null; seenFrom: string | null; note: string | null };
  statusNote: string | null;
  contact: string | null;
  openToAuthorities: boolean;
  sources: Source[];
  confidence: Confidence;
  note: string | null;
  version: number;
  copilots: GroupCopilot[];
  lastProgress: { onDay: string; weather: Weather; body: string; postedAt: Date } | null;
  /** The first step still to be taken. */
  nextStep: { title: string; dueOn: string | null } | null;
  /** When somebody last made it active here; null for what was so before Cordée knew of it. */
  activatedAt: Date | null;
}

type GroupsBuilder = ExpressionBuilder<DB, 'groups'>;

/** All that a card needs in one query, however many groups there are. */
function selectGroups(db: Db) {
  return db
    .selectFrom('groups')
    .selectAll('groups')
    .select((eb) => [
      copilotsOf(eb).as('copilots'),
      jsonObjectFrom(
        eb
          .selectFrom('progress_points')
          .select(['on_day', 'weather', 'body', 'created_at'])
          .whereRef('group_id', '=', 'groups.id')
          .orderBy('on_day', 'desc')
          .orderBy('created_at', 'desc')
          .limit(1),
      ).as('last_progress'),
      jsonObjectFrom(
        eb
          .selectFrom('plan_steps')
          .select(['title', 'due_on'])
          .whereRef('group_id', '=', 'groups.id')
          .where('state', 'in', ['todo', 'doing'])
          .orderBy('due_on', (order) => order.asc().nullsLast())
          .orderBy('position')
          .limit(1),
      ).as('next_step'),
      eb
        .selectFrom('group_life_changes')
        .select((inner) => inner.fn.max('at').as('at'))
        .whereRef('group_id', '=', 'groups.id')
        .where('to_state', '=', 'active')
        // A group that is given another objective stays active.
        .where('from_state', 'is distinct from', 'active')
        .where('actor_id', 'is not', null)
        .as('activated_at'),
    ]);
}

function copilotsOf(eb: GroupsBuilder) {
  return jsonArrayFrom(
    eb
      .selectFrom('group_copilots')
      .innerJoin('organisations', 'organisations.slug', 'group_copilots.organisation_slug')
      .select([
        'organisations.slug',
        'organisations.name',
        'organisations.acronym',
        'group_copilots.side',
        'group_copilots.label',
      ])
      .whereRef('group_copilots.group_id', '=', 'groups.id')
      .orderBy('group_copilots.position')
      .orderBy('organisations.slug'),
  );
}

type GroupRow = Awaited<ReturnType<ReturnType<typeof selectGroups>['executeTakeFirstOrThrow']>>;

function toGroup(row: GroupRow): Group {
  return {
    id: row.id,
    slug: row.slug,
    number: row.number,
    title: row.title,
    objective: row.objective,
    state: row.state,
    period: {
      start: row.period_start,
      end: row.period_end,
      seenFrom: row.seen_from,
      note: row.period_note,
    },
    statusNote: row.status_note,
    contact: row.contact,
    openToAuthorities: row.open_to_authorities,
    sources: z.array(source).parse(row.sources),
    confidence: confidence.parse(row.confidence),
    note: row.note,
    version: row.version,
    copilots: row.copilots,
    lastProgress: row.last_progress && {
      onDay: row.last_progress.on_day,
      weather: row.last_progress.weather,
      body: row.last_progress.body,
      // As JSON has it.
      postedAt: new Date(row.last_progress.created_at),
    },
    nextStep: row.next_step && { title: row.next_step.title, dueOn: row.next_step.due_on },
    activatedAt: row.activated_at,
  };
}

/** The groups in the order of their numbers, those without a number last; one query. */
export async function listGroups(
  db: Db,
  filter: { states?: readonly GroupState[]; ids?: readonly string[]; organisation?: string } = {},
): Promise<Group[]> {
  const { states, ids, organisation } = filter;
  if (states?.length === 0 || ids?.length === 0) return [];
  let query = selectGroups(db);
  if (states) query = query.where('state', 'in', states);
  if (ids) query = query.where('id', 'in', ids);
  if (organisation) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('group_copilots')
          .select(sql`1`.as('one'))
          .whereRef('group_copilots.group_id', '=', 'groups.id')
          .where('organisation_slug', '=', organisation),
      ),
    );
  }
  const rows = await query
    .orderBy('number', (order) => order.asc().nullsLast())
    .orderBy('title')
    .execute();
  return rows.map(toGroup);
}

/** All the groups, kept with the content: for pages that everybody has, each with groups of their own. */
export const allGroups = keptWithContent((db) => listGroups(db));

/** Null when there is no group of this slug. */
export async function findGroup(db: Db, slug: string): Promise<Group | null> {
  const row = await selectGroups(db).where('slug', '=', slug).executeTakeFirst();
  return row ? toGroup(row) : null;
}

/** The groups that this person takes part in. */
export async function groupsOf(db: Db, actor: Actor): Promise<Group[]> {
  return listGroups(db, { ids: [...actor.memberships.keys()] });
}

export interface LifeChange {
  from: GroupState | null;
  to: GroupState;
  reason: string;
  /** Null when nobody can tell. */
  at: Date | null;
}

/** What happened to the group, newest first, with the reasons given to the public. */
export async function listLifeChanges(db: Db, groupId: string): Promise<LifeChange[]> {
  return db
    .selectFrom('group_life_changes')
    .select(['from_state as from', 'to_state as to', 'reason', 'at'])
    .where('group_id', '=', groupId)
    .orderBy('recorded_at', 'desc')
    .orderBy('at', (order) => order.desc().nullsLast())
    .execute();
}
