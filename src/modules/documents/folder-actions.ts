import type { Db } from '../../platform/database/index.ts';
import { Conflict, found, Refusal } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import { type Act, folderThing } from './act.ts';
import type { InGroup } from './document-actions.ts';
import { type FolderLine, foldersOf } from './queries.ts';
import { holdDocuments } from './quota.ts';
import { indexDocument } from './search-entry.ts';
import { pathOf, whyNotAdd, whyNotMove } from './tree.ts';

const mostFolders = 500;

interface FolderInput {
  name: string;
  parent: string | null;
}

/** Adds a folder; returns its id. */
export async function addFolder(tx: Db, act: Act, group: InGroup, input: FolderInput): Promise<string> {
  await holdDocuments(tx, group.id);
  const folders = await foldersOf(tx, group.id);
  if (folders.size >= mostFolders) throw new Refusal(`Un groupe a ${mostFolders} dossiers au plus.`);
  refusePlace(folders, input);
  const refused = whyNotAdd(folders, input.parent);
  if (refused) throw new Refusal(refused, 'parent');
  const { id } = await tx
    .insertInto('document_folders')
    .values({
      group_id: group.id,
      parent_id: input.parent,
      name: input.name,
      created_by: act.by.id,
      created_at: act.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(tx, {
    actor: act.by,
    verb: 'document.add-folder',
    thing: folderThing({ id, name: input.name }),
    detail: { group: group.id },
  });
  return id;
}

function refusePlace(
  folders: ReadonlyMap<string, FolderLine>,
  { id, name, parent }: FolderInput & { id?: string },
): void {
  if (parent !== null && !folders.has(parent))
    throw new Refusal('Choisissez un dossier de la liste.', 'parent');
  const taken = [...folders.values()].some(
    (folder) =>
      folder.id !== id && folder.parentId === parent && folder.name.toLowerCase() === name.toLowerCase(),
  );
  if (taken) throw new Refusal('Un dossier de ce nom est déjà à cet endroit.', 'name');
}

/** Renames a folder or moves it with all that it holds. Throws Conflict when it is no longer at `version`. */
export async function editFolder(
  tx: Db,
  act: Act,
  group: InGroup,
  { id, version }: { id: string; version: number },
  input: FolderInput,
): Promise<void> {
  await holdDocuments(tx, group.id);
  const folders = await foldersOf(tx, group.id);
  const current = found(folders.get(id), 'Ce dossier n’existe plus.');
  if (current.version !== version) {
    throw new Conflict(
      'Quelqu’un a renommé ou déplacé ce dossier entre-temps.',
      {
        name: current.name,
        parent: pathOf(folders, current.parentId)
          .map(({ name }) => name)
          .join(' / '),
      },
      current.version,
    );
  }
  refusePlace(folders, { id, ...input });
  const refused = whyNotMove(folders, id, input.parent);
  if (refused) throw new Refusal(refused, 'parent');
  await tx
    .updateTable('document_folders')
    .set({ name: input.name, parent_id: input.parent, version: version + 1 })
    .where('id', '=', id)
    .execute();
  if (input.name !== current.name) {
    const inside = await tx
      .selectFrom('documents')
      .select('id')
      .where('folder_id', '=', id)
      .where('deleted_at', 'is', null)
      .execute();
    for (const document of inside) await indexDocument(tx, document.id);
  }
  await record(tx, {
    actor: act.by,
    verb: 'document.edit-folder',
    thing: folderThing({ id, name: input.name }),
    detail: { group: group.id, ...(input.name !== current.name && { former_label: current.name }) },
  });
}
