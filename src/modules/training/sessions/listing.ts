import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { pageCount } from '../../../platform/http/index.ts';
import { dayMs } from '../../../ui/index.ts';
import type { Asked } from './list-query.ts';
import { selectSessions, sessionOf, startOfDay, type TrainingSession } from './session.ts';

/** Calendars must hear that a session is over or called off: they read it for a month more. */
const daysInCalendars = 30;
/** A calendar or a file holds no more. */
export const mostInFile = 2000;

/** The first moment of a month in Paris, and of the next. */
function monthBounds(month: string): [Date, Date] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  return [startOfDay(`${month}-01`), startOfDay(`${next}-01`)];
}

/** What is public and not over at that moment, narrowed. */
function upcoming(db: Db, asked: Asked, from: Date) {
  let query = selectSessions(db).where('sessions.status', '<>', 'draft').where('sessions.ends_at', '>', from);
  if (asked.mois) {
    const [first, next] = monthBounds(asked.mois);
    // One that runs from a month to the next is of both.
    query = query.where('sessions.starts_at', '<', next).where('sessions.ends_at', '>', first);
  }
  if (asked.lieu === 'distance') query = query.where('sessions.mode', 'in', ['remote', 'hybrid']);
  else if (asked.lieu) {
    const { lieu } = asked;
    query = query.where((eb) =>
      eb.or([
        eb('sessions.territory', '=', lieu),
        sql<boolean>`authorities.ancestors @> array[${lieu}]::text[]`,
      ]),
    );
  }
  if (asked.offre) query = query.where('sessions.resource', '=', asked.offre);
  if (asked.public) {
    const { public: whom } = asked;
    // What is for everybody is for them too.
    query = query.where(
      sql<boolean>`(sessions.publics = '{}' or sessions.publics @> array[${whom}]::text[])`,
    );
  }
  return query;
}

export interface SessionsPage {
  items: readonly TrainingSession[];
  total: number;
  page: number;
  pages: number;
}

/** One page of the sessions to come, the next first; beyond the last, the last. */
export async function pageOfSessions(
  db: Db,
  asked: Asked & { page: number },
  { now, perPage }: { now: Date; perPage: number },
): Promise<SessionsPage> {
  const { total } = await upcoming(db, asked, now)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const pages = pageCount(total, perPage);
  const page = Math.min(asked.page, pages);
  const rows = await upcoming(db, asked, now)
    .orderBy('sessions.starts_at')
    .orderBy('sessions.id')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  return { items: rows.map(sessionOf), total, page, pages };
}

/** The sessions to come, for files. */
export async function allSessions(db: Db, asked: Asked, from: Date): Promise<TrainingSession[]> {
  const rows = await upcoming(db, asked, from)
    .orderBy('sessions.starts_at')
    .orderBy('sessions.id')
    .limit(mostInFile)
    .execute();
  return rows.map(sessionOf);
}

/** The same, with those that calendars must still hear of. */
export const sessionsForCalendars = (db: Db, asked: Asked, now: Date): Promise<TrainingSession[]> =>
  allSessions(db, asked, new Date(now.getTime() - daysInCalendars * dayMs));

/** The next sessions of some offers, by the slug of the offer, a few of each. */
export async function nextSessionsOf(
  db: Db,
  resources: readonly string[],
  now: Date,
  most = 3,
): Promise<Map<string, TrainingSession[]>> {
  if (resources.length === 0) return new Map();
  const rows = await selectSessions(db)
    .where('sessions.status', '=', 'published')
    .where('sessions.starts_at', '>', now)
    .where('sessions.resource', 'in', resources)
    .orderBy('sessions.starts_at')
    .orderBy('sessions.id')
    .limit(200)
    .execute();
  const byResource = Map.groupBy(rows.map(sessionOf), ({ resource }) => resource?.slug ?? '');
  return new Map([...byResource].map(([slug, sessions]) => [slug, sessions.slice(0, most)]));
}

export interface Choices {
  /** Régions and départements where something is to come. */
  places: { id: string; name: string; kind: 'region' | 'departement' }[];
  /** `2027-01`, in order. */
  months: string[];
  offers: { slug: string; title: string }[];
}

/** What can be chosen among the sessions to come. */
export async function choicesAt(db: Db, now: Date): Promise<Choices> {
  const [places, months, offers] = await Promise.all([
    sql<Choices['places'][number]>`
      select distinct around.id, around.name, around.kind, around.sort_key
      from training_sessions as sessions
      join authorities as own on own.id = sessions.territory
      join authorities as around on around.id = own.id or around.id = any(own.ancestors)
      where sessions.status <> 'draft' and sessions.ends_at > ${now} and around.kind in ('region', 'departement')
      order by around.kind desc, around.sort_key`.execute(db),
    sql<{ month: string }>`
      select distinct to_char(starts_at at time zone 'Europe/Paris', 'YYYY-MM') as month
      from training_sessions where status <> 'draft' and ends_at > ${now} order by month`.execute(db),
    db
      .selectFrom('training_sessions as sessions')
      .innerJoin('resources', 'resources.slug', 'sessions.resource')
      .select(['resources.slug', 'resources.title'])
      .distinct()
      .where('sessions.status', '<>', 'draft')
      .where('sessions.ends_at', '>', now)
      .orderBy('resources.title')
      .limit(200)
      .execute(),
  ]);
  return { places: places.rows, months: months.rows.map(({ month }) => month), offers };
}
