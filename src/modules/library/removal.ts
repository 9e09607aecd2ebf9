import type { Db } from '../../platform/database/index.ts';
import { indexDeliverable } from './search-entry.ts';

/** Removes the deliverables that fictional people made, and the versions and files that they added to others. */
export async function removeDeliverablesOf(tx: Db, accountIds: readonly string[]): Promise<void> {
  const made = await tx
    .deleteFrom('deliverables')
    .where('created_by', 'in', accountIds)
    .returning('id')
    .execute();
  for (const { id } of made) await indexDeliverable(tx, id);
  await tx.deleteFrom('deliverable_corrections').where('corrected_by', 'in', accountIds).execute();
  const touched = await tx
    .selectFrom('deliverable_versions')
    .leftJoin('deliverable_files', 'deliverable_files.version_id', 'deliverable_versions.id')
    .select('deliverable_versions.deliverable_id as id')
    .distinct()
    .where((eb) =>
      eb.or([
        eb('deliverable_versions.created_by', 'in', accountIds),
        eb('deliverable_files.created_by', 'in', accountIds),
      ]),
    )
    .execute();
  await tx.deleteFrom('deliverable_files').where('created_by', 'in', accountIds).execute();
  await tx.deleteFrom('deliverable_versions').where('created_by', 'in', accountIds).execute();
  for (const { id } of touched) await indexDeliverable(tx, id);
}
