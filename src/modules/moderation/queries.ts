import { type ExpressionBuilder, sql } from 'kysely';
import { daysBefore } from '../../platform/clock.ts';
import type { DB, Db, ModerationState, ReportMotive } from '../../platform/database/index.ts';
import { type Actor, copilotedBy, deletedName, isProgrammeTeam } from '../identity/index.ts';
import type { CaseFacts } from './policy.ts';
import { patienceDays } from './vocabulary.ts';

export const casesPerPage = 25;

/** A case as its page shows it. */
export interface ModerationCase extends CaseFacts {
  id: string;
  kind: string;
  thingId: string;
  label: string;
  groupTitle: string | null;
  authorName: string;
  openedAt: Date;
  decidedAt: Date | null;
  decidedByName: string | null;
  decisionReason: string | null;
  /** What it said when it was decided; null once that is forgotten. */
  decidedText: string | null;
  contestedAt: Date | null;
  contest: string | null;
  judgedAt: Date | null;
  judgedByName: string | null;
  judgementReason: string | null;
}

function selectCases(db: Db, now: Date) {
  return db
    .selectFrom('moderation_cases as c')
    .leftJoin('groups', 'groups.id', 'c.group_id')
    .leftJoin('accounts as authors', 'authors.id', 'c.author_id')
    .leftJoin('accounts as deciders', 'deciders.id', 'c.decided_by')
    .leftJoin('accounts as judges', 'judges.id', 'c.judged_by')
    .select([
      'c.id',
      'c.kind',
      'c.thing_id as thingId',
      'c.label',
      'c.group_id as groupId',
      'groups.title as groupTitle',
      'c.author_id as authorId',
      sql<string>`coalesce(authors.name, ${deletedName})`.as('authorName'),
      'c.for_copilots as forCopilots',
      'c.for_team as forTeam',
      sql<boolean>`c.state = 'waiting' and c.opened_at < ${daysBefore(now, patienceDays)}`.as('overdue'),
      'c.state',
      'c.opened_at as openedAt',
      'c.decided_at as decidedAt',
      'c.decided_by as decidedBy',
      'deciders.name as decidedByName',
      sql<'copilot' | 'team' | null>`c.decided_as`.as('decidedAs'),
      'c.decided_side as decidedSide',
      'c.decision_reason as decisionReason',
      'c.decided_text as decidedText',
      sql<boolean>`c.contested_at is not null`.as('contested'),
      'c.contested_at as contestedAt',
      'c.contest',
      sql<boolean>`c.judged_at is not null`.as('judged'),
      'c.judged_at as judgedAt',
      'judges.name as judgedByName',
      'c.judgement_reason as judgementReason',
    ]);
}

export async function findCase(db: Db, id: string, now: Date): Promise<ModerationCase | undefined> {
  return selectCases(db, now).where('c.id', '=', id).executeTakeFirst();
}

/** The last case about a thing: of any of its states, or of those alone. */
export async function lastCaseOf(
  db: Db,
  thing: { kind: string; id: string },
  now: Date,
): Promise<ModerationCase | undefined> {
  return selectCases(db, now)
    .where('c.kind', '=', thing.kind)
    .where('c.thing_id', '=', thing.id)
    .orderBy('c.opened_at', 'desc')
    .orderBy('c.id')
    .limit(1)
    .executeTakeFirst();
}

/** What its author may read of what was decided on a thing of theirs, and contest. */
export async function decisionOn(
  db: Db,
  thing: { kind: string; id: string },
  authorId: string,
  now: Date,
): Promise<ModerationCase | undefined> {
  return selectCases(db, now)
    .where('c.kind', '=', thing.kind)
    .where('c.thing_id', '=', thing.id)
    .where('c.author_id', '=', authorId)
    .where('c.state', 'in', ['hidden', 'restored'])
    .orderBy('c.decided_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export interface Report {
  reporterId: string;
  reporterName: string;
  motive: ReportMotive;
  comment: string;
  toTeam: boolean;
  copy: string;
  reportedAt: Date;
}

/** The reports of a case, oldest first; those for the programme team are for it alone. */
export async function reportsOf(db: Db, caseId: string, reader: 'copilot' | 'team'): Promise<Report[]> {
  return db
    .selectFrom('moderation_reports as r')
    .innerJoin('accounts', 'accounts.id', 'r.reporter_id')
    .select([
      'r.reporter_id as reporterId',
      'accounts.name as reporterName',
      'r.motive',
      'r.comment',
      'r.to_team as toTeam',
      'r.copy',
      'r.reported_at as reportedAt',
    ])
    .where('r.case_id', '=', caseId)
    .$if(reader === 'copilot', (query) => query.where('r.to_team', '=', false))
    .orderBy('r.reported_at')
    .limit(100)
    .execute();
}

/** How the same thing was decided before, the last first. */
export async function earlierDecisions(
  db: Db,
  { id, kind, thingId }: Pick<ModerationCase, 'id' | 'kind' | 'thingId'>,
): Promise<{ state: ModerationState; decidedAt: Date; reason: string }[]> {
  const rows = await db
    .selectFrom('moderation_cases')
    .select(['state', 'decided_at', 'decision_reason'])
    .where('kind', '=', kind)
    .where('thing_id', '=', thingId)
    .where('id', '<>', id)
    .where('decided_at', 'is not', null)
    .orderBy('decided_at', 'desc')
    .limit(10)
    .execute();
  return rows.flatMap(({ state, decided_at, decision_reason }) =>
    decided_at ? [{ state, decidedAt: decided_at, reason: decision_reason ?? '' }] : [],
  );
}

type Cases = ExpressionBuilder<DB & { c: DB['moderation_cases'] }, 'c'>;

/** The cases that a person looks at, as `standingOn` has it. */
function within(eb: Cases, actor: Actor, now: Date) {
  const groupIds = copilotedBy(actor);
  const asCopilot = eb.and([
    eb('c.for_copilots', '=', true),
    eb('c.group_id', '=', sql<string>`any(${groupIds}::uuid[])`),
  ]);
  const asTeam = eb.or([
    eb('c.for_team', '=', true),
    eb('c.contested_at', 'is not', null),
    eb.and([eb('c.state', '=', 'waiting'), eb('c.opened_at', '<', daysBefore(now, patienceDays))]),
  ]);
  return eb.and([
    eb('c.author_id', 'is distinct from', actor.id),
    isProgrammeTeam(actor) ? eb.or([asCopilot, asTeam]) : asCopilot,
  ]);
}

const toDo = sql<boolean>`(c.state = 'waiting' or (c.contested_at is not null and c.judged_at is null))`;

/** A case among others: several reports of one thing are one line. */
export interface CaseLine {
  id: string;
  kind: string;
  label: string;
  groupTitle: string | null;
  authorName: string;
  state: ModerationState;
  /** Its author contests, and waits. */
  contestWaits: boolean;
  openedAt: Date;
  decidedAt: Date | null;
  reports: number;
  motives: ReportMotive[];
}

export interface CaseFilter {
  only: 'to-do' | 'decided' | 'all';
  kind?: string;
  groupId?: string;
}

/** The cases that this person looks at: those that wait first by age, then the last ones. */
export async function listCases(
  db: Db,
  actor: Actor,
  { only, kind, groupId }: CaseFilter,
  { page, now }: { page: number; now: Date },
): Promise<{ cases: CaseLine[]; total: number }> {
  const asked = db
    .selectFrom('moderation_cases as c')
    .where((eb) => within(eb, actor, now))
    .$if(only === 'to-do', (query) => query.where(toDo))
    .$if(only === 'decided', (query) => query.where(sql<boolean>`not ${toDo}`))
    .$if(kind !== undefined, (query) => query.where('c.kind', '=', kind ?? ''))
    .$if(groupId !== undefined, (query) => query.where('c.group_id', '=', groupId ?? ''));
  // Those for the programme team are not even counted for others.
  const visible = isProgrammeTeam(actor) ? sql`true` : sql`not r.to_team`;
  const [cases, { total }] = await Promise.all([
    asked
      .leftJoin('groups', 'groups.id', 'c.group_id')
      .leftJoin('accounts', 'accounts.id', 'c.author_id')
      .select([
        'c.id',
        'c.kind',
        'c.label',
        'groups.title as groupTitle',
        sql<string>`coalesce(accounts.name, ${deletedName})`.as('authorName'),
        'c.state',
        sql<boolean>`c.contested_at is not null and c.judged_at is null`.as('contestWaits'),
        'c.opened_at as openedAt',
        'c.decided_at as decidedAt',
        sql<number>`(select count(*)::int from moderation_reports r where r.case_id = c.id and ${visible})`.as(
          'reports',
        ),
        sql<ReportMotive[]>`array(select distinct r.motive::text from moderation_reports r
          where r.case_id = c.id and ${visible} order by 1)`.as('motives'),
      ])
      .orderBy('c.opened_at', only === 'to-do' ? 'asc' : 'desc')
      .orderBy('c.id')
      .limit(casesPerPage)
      .offset((page - 1) * casesPerPage)
      .execute(),
    asked.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ]);
  return { cases, total };
}

/** How many cases wait for this person: not those that they reported or decided themselves. */
export async function countToModerate(db: Db, actor: Actor, now: Date): Promise<number> {
  if (!isProgrammeTeam(actor) && copilotedBy(actor).length === 0) return 0;
  const { count } = await db
    .selectFrom('moderation_cases as c')
    .where((eb) => within(eb, actor, now))
    .where(toDo)
    .where('c.decided_by', 'is distinct from', actor.id)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('moderation_reports as r')
            .select('r.id')
            .whereRef('r.case_id', '=', 'c.id')
            .where('r.reporter_id', '=', actor.id),
        ),
      ),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** The groups of which this person looks at cases, by title. */
export async function groupsModerated(
  db: Db,
  actor: Actor,
  now: Date,
): Promise<{ id: string; slug: string; title: string }[]> {
  return db
    .selectFrom('groups')
    .select(['id', 'slug', 'title'])
    .where(
      'id',
      'in',
      db
        .selectFrom('moderation_cases as c')
        .select('c.group_id')
        .where((eb) => within(eb, actor, now)),
    )
    .orderBy('title')
    .execute();
}
