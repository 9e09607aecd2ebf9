import type { Db } from '../../platform/database/index.ts';

/** Removes the progress points and the steps that fictional people wrote; a step they only own has no owner any more. */
export async function removeWorkOf(tx: Db, accountIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('progress_points').where('author_id', 'in', accountIds).execute();
  await tx
    .updateTable('progress_point_revisions')
    .set({ replaced_by: null })
    .where('replaced_by', 'in', accountIds)
    .execute();
  await tx.deleteFrom('plan_steps').where('created_by', 'in', accountIds).execute();
  await tx
    .updateTable('plan_steps')
    .set({ owner_account_id: null })
    .where('owner_account_id', 'in', accountIds)
    .execute();
}
