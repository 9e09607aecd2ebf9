import type { Db } from '../../platform/database/index.ts';
import { forgetDecisionEntry } from './search-entry.ts';

/** What a person who leaves said in what is still voted goes with them; what was counted stays, under no name. */
export async function forgetVoter(tx: Db, accountId: string): Promise<void> {
  await tx
    .deleteFrom('decision_voices')
    .where('account_id', '=', accountId)
    .where('decision_id', 'in', (eb) =>
      eb
        .selectFrom('decisions')
        .select('id')
        .where('counted_at', 'is', null)
        .where('state', 'in', ['proposed', 'open']),
    )
    .execute();
}

/** Removes the decisions that fictional people put or recorded, and the voices that they gave in others. */
export async function removeDecisionsOf(tx: Db, accountIds: readonly string[]): Promise<void> {
  const made = await tx.selectFrom('decisions').select('id').where('created_by', 'in', accountIds).execute();
  const ids = made.map(({ id }) => id);
  for (const id of ids) await forgetDecisionEntry(tx, id);
  if (ids.length > 0) {
    await tx
      .updateTable('decisions')
      .set({ state: 'adopted', replaced_by: null })
      .where('replaced_by', 'in', ids)
      .execute();
    await tx.deleteFrom('decisions').where('id', 'in', ids).execute();
  }
  await tx.deleteFrom('decision_voices').where('account_id', 'in', accountIds).execute();
  await tx
    .updateTable('decision_attendance')
    .set({ account_id: null })
    .where('account_id', 'in', accountIds)
    .execute();
}
