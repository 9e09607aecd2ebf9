import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { removeEntry } from '../../platform/search/index.ts';
import type { By } from './access.ts';
import { monthsKept } from './registrations/mails.ts';
import { fillPlaces } from './registrations/places.ts';
import { holdSession } from './sessions/session.ts';

/** Days after a session when a registration that was cancelled is forgotten. */
const daysCancelled = 30;

/** Forgets who came to sessions of long ago. What was answered and what can be checked of attestations has no name, and stays. */
export async function purgeRegistrations(db: Db, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from training_registrations as its using training_sessions as sessions
    where sessions.id = its.session_id and (
      sessions.ends_at < ${now}::timestamptz - make_interval(months => ${monthsKept}::integer)
      or ((its.state = 'cancelled' or sessions.status = 'cancelled')
        and sessions.ends_at < ${now}::timestamptz - make_interval(days => ${daysCancelled}::integer)))`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0n);
}

/**
 * An account that is deleted leaves nothing of its person: registrations go, with what they say of who asked for colleagues;
 * places that become free go to those who wait; progress goes too.
 */
export async function forgetTrainee(tx: Db, act: By, accountId: string): Promise<void> {
  const account = await tx
    .selectFrom('accounts')
    .select('email')
    .where('id', '=', accountId)
    .executeTakeFirst();
  const email = account?.email ?? null;
  const theirs = await tx
    .selectFrom('training_registrations')
    .select(['id', 'session_id'])
    .where((eb) =>
      eb.or([eb('account_id', '=', accountId), ...(email === null ? [] : [eb('email', '=', email)])]),
    )
    .orderBy('session_id')
    .execute();
  for (const [sessionId, its] of Map.groupBy(theirs, (row) => row.session_id)) {
    // Held first: a place must not be given twice.
    await holdSession(tx, sessionId);
    await tx
      .deleteFrom('training_registrations')
      .where(
        'id',
        'in',
        its.map(({ id }) => id),
      )
      .execute();
    await fillPlaces(tx, act, await holdSession(tx, sessionId));
  }
  await tx
    .updateTable('training_registrations')
    .set({ asked_by_name: null, asked_by_email: null, asked_by_account: null })
    .where((eb) =>
      eb.or([
        eb('asked_by_account', '=', accountId),
        ...(email === null ? [] : [eb('asked_by_email', '=', email)]),
      ]),
    )
    .execute();
  if (email !== null) {
    await tx.deleteFrom('training_requests').where('email', '=', email).execute();
    await tx.deleteFrom('training_links').where('email', '=', email).execute();
  }
  await tx.deleteFrom('training_grants').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('learning_path_progress').where('account_id', '=', accountId).execute();
}

/** Removes the sessions of a demonstration with all who came, and what its fictional people did elsewhere. */
export async function removeDemonstrationSessions(tx: Db, accounts: readonly string[]): Promise<void> {
  const rows = await tx
    .deleteFrom('training_sessions')
    .where('demonstration', '=', true)
    .returning('id')
    .execute();
  for (const { id } of rows) await removeEntry(tx, 'training-session', id);
  if (accounts.length === 0) return;
  await tx
    .deleteFrom('training_registrations')
    .where((eb) => eb.or([eb('account_id', 'in', accounts), eb('asked_by_account', 'in', accounts)]))
    .execute();
  await tx.deleteFrom('training_grants').where('account_id', 'in', accounts).execute();
  await tx.deleteFrom('learning_path_progress').where('account_id', 'in', accounts).execute();
}
