import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const charterData = rowsHeld(
  {
    name: 'chartes-signatures',
    title: 'Les chartes que vous avez signées',
    table: 'charter_signatures',
    column: 'account_id',
  },
  {
    name: 'chartes-versions',
    title: 'Les chartes que vous avez écrites',
    table: 'charter_versions',
    column: 'account_id',
  },
  {
    name: 'chartes-evenements',
    title: 'Ce que vous avez fait des signatures',
    table: 'charter_events',
    column: 'account_id',
  },
);
