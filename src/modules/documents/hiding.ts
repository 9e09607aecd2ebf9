import type { Db } from '../../platform/database/index.ts';
import { type Hiding, hiddenBy, notHidden } from '../../platform/hidden-words.ts';
import { freeNameIn } from './bin-actions.ts';
import { eraseDocuments } from './erasure.ts';
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
export async function hideDocument(tx: Db, hiding: Hiding, id: string): Promise<boolean> {
  const held = await hold(tx, id);
  if (!held || held.hidden_at !== null) return false;
  await tx.updateTable('documents').set(hiddenBy(hiding)).where('id', '=', id).execute();
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
      ...notHidden,
      ...(!isBinned && { name: await freeNameIn(tx, held.group_id, held.folder_id, held.name) }),
    })
    .where('id', '=', id)
    .execute();
  await indexDocument(tx, id);
  return true;
}

/** Deletes for good these documents if they are hidden still, with their files. */
export async function forgetHiddenDocuments(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await eraseDocuments(tx, (eb) => eb('id', 'in', ids).and('hidden_at', 'is not', null));
}
