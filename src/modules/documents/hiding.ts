import type { Db } from '../../platform/database/index.ts';
import { forgetFiles } from '../../platform/files/index.ts';
import { freeNameIn } from './bin-actions.ts';
import { holdDocuments } from './quota.ts';
import { forgetDocuments, indexDocument } from './search-entry.ts';

/** The document as it is once the documents of its group are held. */
async function hold(tx: Db, id: string) {
  const known = await tx.selectFrom('documents').select('group_id').where('id', '=', id).executeTakeFirst();
  if (!known) return undefined;
  await holdDocuments(tx, known.group_id);
  return tx
    .selectFrom('documents')
    .select(['group_id', 'folder_id', 'name', 'hidden_at', 'deleted_at'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/**
 * Hides a document with all its versions, in the bin too: it is out of its folder, the search and the archives. False when it is gone,
 * or hidden already. Who may is for the caller to check.
 */
export async function hideDocument(
  tx: Db,
  { by, now, as, reason }: { by: { id: string }; now: Date; as: 'copilot' | 'team'; reason: string },
  id: string,
): Promise<boolean> {
  const held = await hold(tx, id);
  if (!held || held.hidden_at !== null) return false;
  await tx
    .updateTable('documents')
    .set({ hidden_at: now, hidden_by: by.id, hidden_as: as, hidden_reason: reason })
    .where('id', '=', id)
    .execute();
  await forgetDocuments(tx, [id]);
  return true;
}

/** Gives a hidden document back, under another name where its own was taken meanwhile. False when it is gone. */
export async function restoreHiddenDocument(tx: Db, id: string): Promise<boolean> {
  const held = await hold(tx, id);
  if (!held?.hidden_at) return false;
  const isBinned = held.deleted_at !== null;
  await tx
    .updateTable('documents')
    .set({
      hidden_at: null,
      hidden_by: null,
      hidden_as: null,
      hidden_reason: null,
      ...(!isBinned && { name: await freeNameIn(tx, held.group_id, held.folder_id, held.name) }),
    })
    .where('id', '=', id)
    .execute();
  await indexDocument(tx, id);
  return true;
}

/** Deletes for good these documents if they are hidden still, with their files. */
export async function forgetHiddenDocuments(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const gone = tx
    .selectFrom('documents')
    .select('id')
    .where('id', 'in', ids)
    .where('hidden_at', 'is not', null);
  const versions = await tx
    .selectFrom('document_versions')
    .select('file_id')
    .where('document_id', 'in', gone)
    .execute();
  const waiting = await tx
    .deleteFrom('document_waiting_versions')
    .where('document_id', 'in', gone)
    .returning('file_id')
    .execute();
  await tx.deleteFrom('documents').where('id', 'in', ids).where('hidden_at', 'is not', null).execute();
  await forgetFiles(
    tx,
    [...versions, ...waiting].map(({ file_id }) => file_id),
  );
}
