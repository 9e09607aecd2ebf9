import { sql } from 'kysely';
import type { Db, TrainingPlaceState } from '../../../platform/database/index.ts';
import type { Actor } from '../../identity/index.ts';
import { selectSessions, sessionOf, type TrainingSession } from '../sessions/session.ts';
import type { Linked } from './links.ts';

/** The place of a person in one session. */
export interface OwnPlace {
  id: string;
  state: TrainingPlaceState;
}

/** Of somebody signed in: by account, or by their address, which they showed that they read. */
export async function ownOf(
  db: Db,
  { id, email }: Pick<Actor, 'id' | 'email'>,
  sessionId: string,
): Promise<OwnPlace | null> {
  const row = await db
    .selectFrom('training_registrations')
    .select(['id', 'state'])
    .where('session_id', '=', sessionId)
    .where('state', '<>', 'cancelled')
    .where((eb) => eb.or([eb('account_id', '=', id), eb('email', '=', email)]))
    .executeTakeFirst();
  return row ?? null;
}

/** A registration as those whom it concerns see it. */
export interface OwnRegistration {
  id: string;
  session: TrainingSession;
  name: string;
  email: string;
  state: TrainingPlaceState;
  /** How many wait before; null unless one waits. */
  before: number | null;
  attended: boolean | null;
  hasAnswered: boolean;
  /** Of the attestation, when there is one that holds. */
  code: string | null;
  /** Who reads it registered a colleague. */
  forColleague: boolean;
  /** Who registered them, when it is somebody else. */
  registeredBy: { name: string; email: string } | null;
}

/** Whose registrations: of somebody signed in, of an address, or one alone. */
export type Whose = { account: Pick<Actor, 'id' | 'email'> } | { link: Linked };

/** Mine, and those of colleagues whom I registered; never anybody else's. */
export async function ownRegistrations(
  db: Db,
  whose: Whose,
  { id = null, most = 200 }: { id?: string | null; most?: number } = {},
): Promise<OwnRegistration[]> {
  const email = 'account' in whose ? whose.account.email : whose.link.email;
  const accountId = 'account' in whose ? whose.account.id : null;
  const only = 'link' in whose ? whose.link.registrationId : null;
  const rows = await db
    .selectFrom('training_registrations as its')
    .innerJoin('training_sessions as held', 'held.id', 'its.session_id')
    .leftJoin('training_attestations as attestations', (join) =>
      join.onRef('attestations.registration_id', '=', 'its.id').on('attestations.revoked_at', 'is', null),
    )
    .select([
      'its.id',
      'its.session_id',
      'its.name',
      'its.email',
      'its.state',
      'its.attended',
      'its.has_answered',
      'its.account_id',
      'its.asked_by_name',
      'its.asked_by_email',
      'attestations.code',
    ])
    .select(
      sql<number>`(select count(*)::integer from training_registrations as earlier
        where earlier.session_id = its.session_id and earlier.state = 'waiting' and earlier.queue < its.queue)`.as(
        'before',
      ),
    )
    .$if(id !== null, (query) => query.where('its.id', '=', id))
    // The link of one registration opens no other, were it of the same person.
    .$if(only !== null, (query) => query.where('its.id', '=', only).where('its.email', '=', email))
    .$if(only === null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('its.email', '=', email),
          eb('its.asked_by_email', '=', email),
          ...(accountId === null
            ? []
            : [eb('its.account_id', '=', accountId), eb('its.asked_by_account', '=', accountId)]),
        ]),
      ),
    )
    .orderBy('held.starts_at', 'desc')
    .orderBy('its.queue')
    .limit(most)
    .execute();
  if (rows.length === 0) return [];
  const sessions = await selectSessions(db)
    .where('sessions.id', 'in', [...new Set(rows.map((row) => row.session_id))])
    .execute();
  const known = new Map(sessions.map((row) => [row.id, sessionOf(row)]));
  return rows.flatMap((row) => {
    const session = known.get(row.session_id);
    if (!session) return [];
    const isOwn = row.email === email || (accountId !== null && row.account_id === accountId);
    return [
      {
        id: row.id,
        session,
        name: row.name,
        email: row.email,
        state: row.state,
        before: row.state === 'waiting' ? row.before : null,
        attended: row.attended,
        hasAnswered: row.has_answered,
        // An attestation is its person's.
        code: isOwn ? row.code : null,
        forColleague: !isOwn,
        registeredBy:
          row.asked_by_name !== null && row.asked_by_email !== null
            ? { name: row.asked_by_name, email: row.asked_by_email }
            : null,
      },
    ];
  });
}

/** One of them; undefined for anybody else's. */
export async function ownRegistration(
  db: Db,
  whose: Whose,
  id: string,
): Promise<OwnRegistration | undefined> {
  const [own] = await ownRegistrations(db, whose, { id });
  return own;
}
