import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const libraryData = rowsHeld(
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
    name: 'livrables-fichiers',
    title: 'Les fichiers et liens que vous y avez ajoutés',
    table: 'deliverable_files',
    column: 'created_by',
  },
);
