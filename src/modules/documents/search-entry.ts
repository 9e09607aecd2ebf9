import type { Db } from '../../platform/database/index.ts';
import { indexEntry, removeEntry } from '../../platform/search/index.ts';

/** Makes a document findable by its name, its folder and what was said of its newest version: by the people of its group alone. */
export async function indexDocument(tx: Db, id: string): Promise<void> {
  const row = await tx
    .selectFrom('documents as d')
    .innerJoin('groups', 'groups.id', 'd.group_id')
    .leftJoin('document_folders as folder', 'folder.id', 'd.folder_id')
    .leftJoin('document_versions as v', (join) =>
      join.onRef('v.document_id', '=', 'd.id').onRef('v.number', '=', 'd.newest'),
    )
    .where('d.id', '=', id)
    .where('d.deleted_at', 'is', null)
    .select(['d.name', 'd.group_id', 'groups.slug', 'groups.title', 'folder.name as folder', 'v.note'])
    .executeTakeFirst();
  if (!row) return removeEntry(tx, 'document', id);
  await indexEntry(tx, {
    kind: 'document',
    key: id,
    url: `/espace/groupes/${row.slug}/documents/${id}`,
    title: row.name,
    // Signs that join the words of names of files.
    names: [row.name.replace(/[._-]+/g, ' ')],
    summary: [row.title, row.folder, row.note].filter(Boolean).join(', '),
    audience: `group:${row.group_id}`,
  });
}
