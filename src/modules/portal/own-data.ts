import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const portalData = rowsHeld(
  { name: 'pages', title: 'Les pages que vous avez créées', table: 'pages', column: 'created_by' },
  {
    name: 'pages-versions',
    title: 'Les versions de pages que vous avez écrites',
    table: 'page_versions',
    column: 'actor_id',
  },
  {
    name: 'pages-images',
    title: 'Les images que vous avez ajoutées',
    table: 'page_images',
    column: 'added_by',
  },
);
