import type { Db } from '../../platform/database/index.ts';
import { askForTexts } from '../../platform/file-texts/index.ts';
import { indexInScope, removeFromScope } from '../../platform/search/index.ts';

const source = 'document';

/** Makes a document findable by its name, its folder, what was said of its newest version and what is written in it: by its group alone. */
export async function indexDocument(tx: Db, id: string): Promise<void> {
  const row = await tx
    .selectFrom('documents as d')
    .innerJoin('groups', 'groups.id', 'd.group_id')
    .leftJoin('document_folders as folder', 'folder.id', 'd.folder_id')
    .leftJoin('document_versions as v', (join) =>
      join.onRef('v.document_id', '=', 'd.id').onRef('v.number', '=', 'd.newest'),
    )
    .leftJoin('stored_files as f', 'f.id', 'v.file_id')
    .leftJoin('file_texts as words', 'words.sha256', 'f.sha256')
    .where('d.id', '=', id)
    .where('d.deleted_at', 'is', null)
    .where('d.hidden_at', 'is', null)
    .select([
      'd.name',
      'd.group_id',
      'd.updated_at',
      'groups.slug',
      'folder.name as folder',
      'v.note',
      'v.file_id',
      'v.created_by',
      'words.text',
    ])
    .executeTakeFirst();
  if (!row) return forgetDocuments(tx, [id]);
  if (row.file_id) await askForTexts(tx, [row.file_id]);
  await indexInScope(tx, source, id, [
    {
      kind: 'document',
      scopeId: row.group_id,
      authorId: row.created_by,
      at: row.updated_at,
      hasFiles: true,
      url: `/espace/groupes/${row.slug}/documents/${id}`,
      title: row.name,
      // Signs that join the words of names of files.
      names: `${row.name}\n${row.name.replace(/[._-]+/g, ' ')}`,
      body: [row.folder, row.note, row.text].filter(Boolean).join('\n'),
    },
  ]);
}

export const forgetDocuments = (tx: Db, ids: readonly string[]): Promise<void> =>
  removeFromScope(tx, source, ids);

/** After the words of a file were read. */
export async function indexDocumentsWithFile(tx: Db, sha256: string): Promise<void> {
  const rows = await tx
    .selectFrom('documents as d')
    .innerJoin('document_versions as v', (join) =>
      join.onRef('v.document_id', '=', 'd.id').onRef('v.number', '=', 'd.newest'),
    )
    .innerJoin('stored_files as f', 'f.id', 'v.file_id')
    .where('f.sha256', '=', sha256)
    .select('d.id')
    .execute();
  for (const { id } of rows) await indexDocument(tx, id);
}

/** All of them again, after what the search keeps of them has changed. */
export async function indexAllDocuments(tx: Db): Promise<void> {
  const rows = await tx.selectFrom('documents').select('id').where('deleted_at', 'is', null).execute();
  for (const { id } of rows) await indexDocument(tx, id);
}
