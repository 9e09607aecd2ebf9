import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { daysToConfirm } from './signing.ts';

/** How long the person is known after the signature was refused, withdrawn, replaced, or expired. */
const monthsKept = 12;

/**
 * Forgets what is no longer needed: what nobody confirmed, refusals, links that are over, and the person behind signatures that
 * ended, whose organisation stays in the register. Returns how many rows were forgotten.
 */
export async function purgeSignatures(db: Db, now: Date): Promise<number> {
  const earliest = new Date(now.getTime() - daysToConfirm * 86_400_000);
  const past = sql<Date>`${now}::timestamptz - make_interval(months => ${monthsKept}::integer)`;
  return db.transaction().execute(async (tx) => {
    const unconfirmed = await tx
      .deleteFrom('charter_signatures')
      .where('state', '=', 'unconfirmed')
      .where('asked_at', '<', earliest)
      .executeTakeFirst();
    const refused = await tx
      .deleteFrom('charter_signatures')
      .where('state', '=', 'refused')
      .where('ended_at', '<', past)
      .executeTakeFirst();
    // Nobody reviewed it in a year: its person may sign anew.
    const forgotten = await tx
      .deleteFrom('charter_signatures')
      .where('state', '=', 'waiting')
      .where('asked_at', '<', past)
      .executeTakeFirst();
    const ended = await tx
      .updateTable('charter_signatures')
      .set({ signatory_name: null, signatory_function: null, email: null, account_id: null })
      .where('email', 'is not', null)
      .where((eb) =>
        eb.or([
          eb.and([eb('state', 'in', ['withdrawn', 'replaced']), eb('ended_at', '<', past)]),
          eb.and([
            eb('state', 'in', ['published', 'suspended']),
            eb('expires_on', '<', sql<string>`(${past})::date`),
          ]),
        ]),
      )
      .executeTakeFirst();
    await tx.deleteFrom('charter_links').where('expires_at', '<', now).execute();
    return Number(
      unconfirmed.numDeletedRows + refused.numDeletedRows + forgotten.numDeletedRows + ended.numUpdatedRows,
    );
  });
}

/** An account that is deleted no longer tells who signed: the signature is the organisation's, and stays. */
export async function forgetSigner(tx: Db, accountId: string): Promise<void> {
  await tx
    .updateTable('charter_signatures')
    .set({ account_id: null })
    .where('account_id', '=', accountId)
    .execute();
}
