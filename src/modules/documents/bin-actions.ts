import type { Db } from '../../platform/database/index.ts';
import { found } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import { type Act, documentThing, folderThing } from './act.ts';
import type { InGroup } from './document-actions.ts';
import { eraseDocuments, eraseWaiting } from './erasure.ts';
import { type Binned, foldersOf, inFolder, listBin } from './queries.ts';
import { holdDocuments } from './quota.ts';
import { forgetDocuments, indexDocument } from './search-entry.ts';
import { whyNotAdd, whyNotMove, within } from './tree.ts';

/** How long the bin keeps what is put there. */
export const daysInBin = 30;

export async function binDocument(
  tx: Db,
  act: Act,
  group: InGroup,
  document: { id: string; name: string },
): Promise<void> {
  await holdDocuments(tx, group.id);
  await tx
    .updateTable('documents')
    .set({ deleted_at: act.now, deleted_by: act.by.id, bin_root: document.id })
    .where('id', '=', document.id)
    .where('deleted_at', 'is', null)
    .execute();
  await forgetDocuments(tx, [document.id]);
  await record(tx, {
    actor: act.by,
    verb: 'document.delete',
    thing: documentThing(document),
    detail: { group: group.id },
  });
}

/** Puts a folder in the bin with all that it holds; what was there already stays by itself. */
export async function binFolder(
  tx: Db,
  act: Act,
  group: InGroup,
  folder: { id: string; name: string },
): Promise<void> {
  await holdDocuments(tx, group.id);
  const folders = await foldersOf(tx, group.id);
  if (!folders.has(folder.id)) return;
  const gone = [...within(folders, folder.id)];
  const binned = { deleted_at: act.now, deleted_by: act.by.id, bin_root: folder.id };
  await tx.updateTable('document_folders').set(binned).where('id', 'in', gone).execute();
  const documents = await tx
    .updateTable('documents')
    .set(binned)
    .where('folder_id', 'in', gone)
    .where('deleted_at', 'is', null)
    .returning('id')
    .execute();
  await forgetDocuments(
    tx,
    documents.map(({ id }) => id),
  );
  await record(tx, {
    actor: act.by,
    verb: 'document.delete-folder',
    thing: folderThing(folder),
    detail: { group: group.id },
  });
}

/** Takes something out of the bin, to where it was, or to the top when that is gone; under another name when its own is taken. */
export async function restore(
  tx: Db,
  act: Act,
  group: InGroup,
  { kind, id }: Pick<Binned, 'kind' | 'id'>,
): Promise<void> {
  await holdDocuments(tx, group.id);
  const binned = found(
    (await listBin(tx, group.id)).find((one) => one.kind === kind && one.id === id),
    'Ce n’est plus dans la corbeille.',
  );
  if (kind === 'fichiers') await restoreDocument(tx, group.id, binned);
  else await restoreFolder(tx, group.id, binned);
  await record(tx, {
    actor: act.by,
    verb: 'document.restore',
    thing: kind === 'fichiers' ? documentThing(binned) : folderThing(binned),
    detail: { group: group.id },
  });
}

const out = { deleted_at: null, deleted_by: null, bin_root: null };

async function restoreDocument(tx: Db, groupId: string, { id, name }: Binned): Promise<void> {
  const folders = await foldersOf(tx, groupId);
  const { folder_id } = await tx
    .selectFrom('documents')
    .select('folder_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const folderId = folder_id !== null && folders.has(folder_id) ? folder_id : null;
  const free = await freeNameIn(tx, groupId, folderId, name);
  await tx
    .updateTable('documents')
    .set({ ...out, folder_id: folderId, name: free })
    .where('id', '=', id)
    .execute();
  await indexDocument(tx, id);
}

async function restoreFolder(tx: Db, groupId: string, { id, name }: Binned): Promise<void> {
  const folders = await foldersOf(tx, groupId);
  const inside = await tx
    .selectFrom('document_folders')
    .select(['id', 'parent_id as parentId', 'name'])
    .where('bin_root', '=', id)
    .execute();
  const own = inside.find((folder) => folder.id === id);
  const wanted = own?.parentId ?? null;
  const together = new Map([...folders, ...inside.map((folder) => [folder.id, folder] as const)]);
  const fits =
    wanted !== null &&
    folders.has(wanted) &&
    !whyNotAdd(folders, wanted) &&
    !whyNotMove(together, id, wanted);
  const parentId = fits ? wanted : null;
  const others = [...folders.values()].filter((folder) => folder.parentId === parentId);
  await tx
    .updateTable('document_folders')
    .set(out)
    .where('bin_root', '=', id)
    .where('id', '<>', id)
    .execute();
  await tx
    .updateTable('document_folders')
    .set({ ...out, parent_id: parentId, name: freeName(name, others) })
    .where('id', '=', id)
    .execute();
  const documents = await tx
    .updateTable('documents')
    .set(out)
    .where('bin_root', '=', id)
    .returning('id')
    .execute();
  for (const document of documents) await indexDocument(tx, document.id);
}

/** The name of a document that comes back to a folder: another where its own is taken. */
export async function freeNameIn(
  tx: Db,
  groupId: string,
  folderId: string | null,
  name: string,
): Promise<string> {
  return freeName(name, await inFolder(tx, groupId, folderId).select('name').execute());
}

/** `bilan.pdf` becomes `bilan (restauré).pdf`, then `bilan (restauré 2).pdf`. */
function freeName(name: string, others: readonly { name: string }[]): string {
  const taken = new Set(others.map((other) => other.name.toLowerCase()));
  const [, stem = name, extension = ''] = /^(.*?)(\.[a-z0-9]{1,10})?$/is.exec(name) ?? [];
  let free = name;
  for (let count = 1; taken.has(free.toLowerCase()); count += 1)
    free = `${stem} (restauré${count > 1 ? ` ${count}` : ''})${extension}`;
  return free;
}

/** Deletes for good what has been in the bin for long, and versions that nobody decided about. Returns how many files. */
export async function sweepBin(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - daysInBin * 24 * 60 * 60 * 1000);
  return db.transaction().execute(async (tx) => {
    const waiting = await eraseWaiting(tx, (eb) => eb('created_at', '<', before));
    const erased = await eraseDocuments(tx, (eb) => eb('deleted_at', '<', before));
    await tx.deleteFrom('document_folders').where('deleted_at', '<', before).execute();
    return waiting + erased;
  });
}
