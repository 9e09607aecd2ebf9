import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const catalogueData = rowsHeld(
  {
    name: 'catalogues-contributions',
    title: 'Vos contributions aux catalogues',
    table: 'resource_contributions',
    column: 'account_id',
  },
  {
    name: 'catalogues-usages',
    title: 'Ce que vous avez dit que votre collectivité utilise',
    table: 'resource_uses',
    column: 'account_id',
  },
  {
    name: 'catalogues-versions',
    title: 'Les fiches que vous avez écrites',
    table: 'resource_versions',
    column: 'actor_id',
  },
  {
    name: 'selections',
    title: 'Les sélections que vous avez créées',
    table: 'selections',
    column: 'created_by',
  },
  {
    name: 'selections-versions',
    title: 'Les versions de sélections que vous avez écrites',
    table: 'selection_versions',
    column: 'actor_id',
  },
);
