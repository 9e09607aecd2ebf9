import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/index.ts';
import { bringForward } from '../jobs/index.ts';
import { enqueueMails, jobKey, jobKeyPrefix } from './queue.ts';

/** A mail that could not be delivered for this long is given up. */
export const patience = { days: 4, milliseconds: 4 * 24 * 3600 * 1000 };

/** A job that runs is trying the mail right now; one that is out of attempts never will. */
const job = (condition: RawBuilder<boolean>): RawBuilder<boolean> =>
  sql`exists (select from graphile_worker.jobs where jobs.key = ${jobKeyPrefix}::text || outbox.id and ${condition})`;
const isBeingTried = job(sql`jobs.locked_at is not null`);
const hasTurn = job(sql`(jobs.locked_at is not null or jobs.attempts < jobs.max_attempts)`);

/**
 * Has those mails sent that no job will send: written while no server was set, come from a backup, or whose job
 * ran out of attempts. A mail to be given up gets its last chance at once; others keep their turn.
 */
export async function wakeForgotten(db: Db, now: Date): Promise<void> {
  const mails = await db
    .selectFrom('outbox')
    .select('id')
    .where('state', '=', 'queued')
    .where((eb) =>
      eb.or([eb.not(hasTurn), eb('delayed_since', '<=', new Date(now.getTime() - patience.milliseconds))]),
    )
    .orderBy('created_at')
    .limit(1000)
    .execute();
  await enqueueMails(db, mails);
}

/**
 * Tries one of the mails that the server or the settings hold up, to learn whether they are mended: the others follow
 * when it leaves. One alone, so that a server which is still away is not asked for each.
 */
export async function probe(db: Db, now: Date): Promise<void> {
  const mail = await waiting(db)
    .select(hasTurn.as('hasTurn'))
    .where('held_up', '=', true)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  if (!mail) return;
  // Rather than a new job, which would be tried again within seconds: some servers shut out who insists.
  if (mail.hasTurn) await bringForward(db, jobKey(mail.id));
  else await enqueueMails(db, [mail]);
}

/** The server takes mails: those that it held up leave now rather than at their turn. */
export async function wakeHeldUp(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const mails = await tx
      .updateTable('outbox')
      .set({ held_up: false })
      // Two mails that leave together do not wait for each other.
      .where('id', 'in', waiting(tx).where('held_up', '=', true).forUpdate().skipLocked())
      .returning('id')
      .execute();
    await enqueueMails(tx, mails);
  });
}

/** Has this mail tried again now rather than at its turn. False when it no longer waits. */
export async function retryMail(tx: Db, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox')
    .select(['id', isBeingTried.as('isBeingTried')])
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  if (row && !row.isBeingTried) await enqueueMails(tx, [row]);
  return row !== undefined;
}

/** The same for every mail that waits; returns how many there are. */
export async function retryMails(tx: Db): Promise<number> {
  const mails = await waiting(tx).execute();
  await enqueueMails(tx, mails);
  return mails.length;
}

/** What nobody is sending at this moment. What was leaving when a process was killed is for its own job to judge. */
function waiting(db: Db) {
  return db
    .selectFrom('outbox')
    .select('id')
    .where('state', '=', 'queued')
    .where('handed_over_at', 'is', null)
    .where((eb) => eb.not(isBeingTried));
}
