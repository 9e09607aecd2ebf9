import type { Db } from '../../platform/database/index.ts';

/** Removes the keys that fictional people gave, the progress points and the steps that they wrote; a step they only own has no owner any more. */
export async function removeWorkOf(tx: Db, accountIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('key_requests')
    .where((eb) => eb.or([eb('asked_by', 'in', accountIds), eb('settled_by', 'in', accountIds)]))
    .execute();
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
