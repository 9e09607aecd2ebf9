import { type DataReader, rowsHeld, together } from '../identity/index.ts';

/** The files and links that a person added, the files with their content. */
const files: DataReader = {
  columns: ['deliverable_files.created_by'],
  read: async (db, accountId) => {
    const rows = await db
      .selectFrom('deliverable_files')
      .leftJoin('stored_files', 'stored_files.id', 'deliverable_files.file_id')
      .where('deliverable_files.created_by', '=', accountId)
      .select([
        'deliverable_files.id',
        'deliverable_files.label',
        'deliverable_files.url',
        'stored_files.name as file',
        'stored_files.storage_key',
        'stored_files.bytes',
      ])
      .orderBy('deliverable_files.id')
      .execute();
    return [
      {
        name: 'livrables-fichiers',
        title: 'Les fichiers et liens que vous y avez ajoutés',
        data: rows.map(({ storage_key, bytes, ...row }) => row),
        files: rows.flatMap(({ storage_key: storageKey, file: name, bytes }) =>
          storageKey && name && bytes !== null ? [{ storageKey, name, bytes }] : [],
        ),
      },
    ];
  },
};

/** What this module holds on a person. */
export const libraryData = together(
  files,
  rowsHeld(
    {
      name: 'livrables',
      title: 'Les livrables que vous avez créés',
      table: 'deliverables',
      column: 'created_by',
    },
    {
      name: 'livrables-versions',
      title: 'Les versions de livrables que vous avez ajoutées',
      table: 'deliverable_versions',
      column: 'created_by',
    },
    {
      name: 'livrables-corrections',
      title: 'Les corrections que vous avez faites à des livrables publiés',
      table: 'deliverable_corrections',
      column: 'corrected_by',
    },
  ),
);
