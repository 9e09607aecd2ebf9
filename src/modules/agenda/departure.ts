import type { Db } from '../../platform/database/index.ts';

/** What a person leaves: what they told for their authority stays, under no name; nothing waits in their name. */
export async function forgetWriter(tx: Db, accountId: string, now: Date): Promise<void> {
  await tx
    .updateTable('measure_experiences')
    .set({ account_id: null })
    .where('account_id', '=', accountId)
    .execute();
  await tx
    .updateTable('experience_answers')
    .set({ account_id: null })
    .where('account_id', '=', accountId)
    .execute();
  await tx.deleteFrom('measure_editors').where('account_id', '=', accountId).execute();
  await tx
    .updateTable('measure_proposals')
    .set({ state: 'withdrawn', decided_at: now })
    .where('author_id', '=', accountId)
    .where('state', '=', 'waiting')
    .execute();
  await tx
    .updateTable('measure_proposals')
    .set({ author_id: null })
    .where('author_id', '=', accountId)
    .execute();
}
