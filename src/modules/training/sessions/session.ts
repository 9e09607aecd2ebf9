import { sql } from 'kysely';
import type { Db, TrainingStatus } from '../../../platform/database/index.ts';
import { machineDate, parisMoment } from '../../../ui/index.ts';
import type { CatalogueSlug } from '../../catalogue/index.ts';
import type { Mode, SessionContent } from './content.ts';

/** One date of a training, and how many come. */
export interface TrainingSession {
  id: string;
  slug: string;
  /** The offer that it is a session of. */
  resource: { slug: string; title: string; catalogue: CatalogueSlug; published: boolean } | null;
  title: string;
  description: string;
  startsAt: Date;
  endsAt: Date;
  minutes: number;
  mode: Mode;
  address: string | null;
  territory: { id: string; name: string; place: string; ancestors: readonly string[] } | null;
  /** For those who have a place only. */
  remoteUrl: string | null;
  organiser: { slug: string; name: string };
  contact: string | null;
  capacity: number | null;
  opensOn: string | null;
  closesOn: string | null;
  publics: readonly string[];
  status: TrainingStatus;
  cancelledReason: string | null;
  registered: number;
  waiting: number;
  version: number;
  sequence: number;
  demonstration: boolean;
  createdAt: Date;
  updatedAt: Date;
}

const counted = (state: 'registered' | 'waiting') =>
  sql<number>`(select count(*)::integer from training_registrations as its
    where its.session_id = sessions.id and its.state = ${state})`;

export const selectSessions = (db: Db) =>
  db
    .selectFrom('training_sessions as sessions')
    .innerJoin('organisations', 'organisations.slug', 'sessions.organiser')
    .leftJoin('resources', 'resources.slug', 'sessions.resource')
    .leftJoin('authorities', 'authorities.id', 'sessions.territory')
    .selectAll('sessions')
    .select([
      'organisations.name as organiser_name',
      'resources.title as resource_title',
      'resources.catalogue as resource_catalogue',
      'resources.published as resource_published',
      'authorities.name as territory_name',
      'authorities.place as territory_place',
      'authorities.ancestors as territory_ancestors',
      counted('registered').as('registered'),
      counted('waiting').as('waiting'),
    ]);

export type SessionRow = Awaited<ReturnType<ReturnType<typeof selectSessions>['executeTakeFirstOrThrow']>>;

export function sessionOf(row: SessionRow): TrainingSession {
  return {
    id: row.id,
    slug: row.slug,
    resource:
      row.resource === null
        ? null
        : {
            slug: row.resource,
            title: row.resource_title ?? row.resource,
            catalogue: catalogueOf(row.resource_catalogue),
            published: row.resource_published ?? false,
          },
    title: row.title,
    description: row.description,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    minutes: row.minutes,
    mode: row.mode,
    address: row.address,
    territory:
      row.territory === null
        ? null
        : {
            id: row.territory,
            name: row.territory_name ?? row.territory,
            place: row.territory_place ?? '',
            ancestors: row.territory_ancestors ?? [],
          },
    remoteUrl: row.remote_url,
    organiser: { slug: row.organiser, name: row.organiser_name },
    contact: row.contact,
    capacity: row.capacity,
    opensOn: row.opens_on,
    closesOn: row.closes_on,
    publics: row.publics,
    status: row.status,
    cancelledReason: row.cancelled_reason,
    registered: row.registered,
    waiting: row.waiting,
    version: row.version,
    sequence: row.sequence,
    demonstration: row.demonstration,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Only offers of trainings have sessions; the table does not say so, and old rows may name another. */
const catalogueOf = (stored: string | null): CatalogueSlug =>
  stored === 'cybersecurite' || stored === 'donnees' ? stored : 'formations';

/** Drafts included: who may see them is for the caller to say. */
export async function findSession(db: Db, slug: string): Promise<TrainingSession | undefined> {
  const row = await selectSessions(db).where('sessions.slug', '=', slug).executeTakeFirst();
  return row && sessionOf(row);
}

/** The same in a transaction that is about to change it or its registrations: the others wait. */
export async function holdSession(tx: Db, id: string): Promise<TrainingSession> {
  await tx.selectFrom('training_sessions').select('id').where('id', '=', id).forUpdate().execute();
  // Read once it is ours: another may have taken the last place meanwhile.
  return sessionOf(await selectSessions(tx).where('sessions.id', '=', id).executeTakeFirstOrThrow());
}

export function contentOf(session: TrainingSession): SessionContent {
  return {
    resource: session.resource?.slug ?? null,
    title: session.title,
    description: session.description,
    starts_at: session.startsAt.toISOString(),
    ends_at: session.endsAt.toISOString(),
    minutes: session.minutes,
    mode: session.mode,
    address: session.address,
    territory: session.territory?.id ?? null,
    remote_url: session.remoteUrl,
    organiser: session.organiser.slug,
    contact: session.contact,
    capacity: session.capacity,
    opens_on: session.opensOn,
    closes_on: session.closesOn,
    publics: [...session.publics],
  };
}

/** Places that are left; null when there is no limit. */
export const placesLeft = ({
  capacity,
  registered,
}: Pick<TrainingSession, 'capacity' | 'registered'>): number | null =>
  capacity === null ? null : Math.max(0, capacity - registered);

/** Whether nobody who comes now has a place: none is left, or others wait for it. */
export const isFull = (session: Pick<TrainingSession, 'capacity' | 'registered' | 'waiting'>): boolean =>
  placesLeft(session) === 0 || (session.capacity !== null && session.waiting > 0);

export type Opening =
  | { state: 'open' }
  | { state: 'not-yet'; on: string }
  | { state: 'closed'; on: string | null }
  | { state: 'over' }
  | { state: 'cancelled' };

/** Whether one may register. Days are of Paris, the last one included. */
export function openingOf(
  session: Pick<TrainingSession, 'status' | 'startsAt' | 'opensOn' | 'closesOn'>,
  now: Date,
): Opening {
  if (session.status === 'cancelled') return { state: 'cancelled' };
  if (session.startsAt <= now) return { state: 'over' };
  const today = machineDate(now);
  if (session.status === 'draft') return { state: 'closed', on: null };
  if (session.opensOn !== null && today < session.opensOn) return { state: 'not-yet', on: session.opensOn };
  if (session.closesOn !== null && today > session.closesOn) return { state: 'closed', on: session.closesOn };
  return { state: 'open' };
}

/** The first moment of a day in Paris. */
export const startOfDay = (day: string): Date => parisMoment(day, '00:00');
