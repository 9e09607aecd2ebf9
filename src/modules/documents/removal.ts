import type { Db } from '../../platform/database/index.ts';
import type { ReceivedFile } from '../../platform/files/index.ts';
import type { Act } from './act.ts';
import { type InGroup, sendDocument } from './document-actions.ts';
import { eraseDocuments, eraseWaiting } from './erasure.ts';
import { addFolder } from './folder-actions.ts';
import { restoreHiddenDocument } from './hiding.ts';

/** A folder of a demonstration, with its files. */
export async function addDemonstrationFolder(
  tx: Db,
  act: Act,
  group: InGroup,
  { name, documents }: { name: string; documents: readonly { act: Act; note: string; file: ReceivedFile }[] },
): Promise<void> {
  const folderId = await addFolder(tx, act, group, { name, parent: null });
  for (const { act, note, file } of documents) await sendDocument(tx, act, group, { folderId, note, file });
}

/** Removes the files and folders that fictional people made; a folder that holds what others made stays. */
export async function removeDocumentsOf(tx: Db, accountIds: readonly string[]): Promise<void> {
  await eraseWaiting(tx, (eb) => eb('created_by', 'in', accountIds));
  await eraseDocuments(tx, (eb) => eb('created_by', 'in', accountIds));
  // What they hid of others is seen again.
  const hidden = await tx.selectFrom('documents').select('id').where('hidden_by', 'in', accountIds).execute();
  for (const { id } of hidden) await restoreHiddenDocument(tx, id);
  const kept = await tx
    .updateTable('document_folders as f')
    .set({ created_by: null })
    .where('f.created_by', 'in', accountIds)
    .where((eb) =>
      eb.or([
        eb.exists(eb.selectFrom('documents').select('id').whereRef('folder_id', '=', 'f.id')),
        eb.exists(
          eb.selectFrom('document_folders as sub').select('sub.id').whereRef('sub.parent_id', '=', 'f.id'),
        ),
      ]),
    )
    .returning('f.id')
    .execute();
  await tx
    .deleteFrom('document_folders')
    .where('created_by', 'in', accountIds)
    .$if(kept.length > 0, (query) =>
      query.where(
        'id',
        'not in',
        kept.map(({ id }) => id),
      ),
    )
    .execute();
  for (const table of ['documents', 'document_folders'] as const) {
    await tx.updateTable(table).set({ deleted_by: null }).where('deleted_by', 'in', accountIds).execute();
  }
  await tx
    .updateTable('document_versions')
    .set({ created_by: null })
    .where('created_by', 'in', accountIds)
    .execute();
}
