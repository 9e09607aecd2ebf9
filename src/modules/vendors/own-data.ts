import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const vendorData = rowsHeld(
  {
    name: 'editeur',
    title: 'L’éditeur auquel vous êtes rattaché',
    table: 'vendor_people',
    column: 'account_id',
  },
  {
    name: 'editeur-produits',
    title: 'Les changements de produits que vous avez écrits',
    table: 'vendor_product_changes',
    column: 'account_id',
  },
  {
    name: 'editeur-contestations',
    title: 'Les liens avec un éditeur que vous avez contestés',
    table: 'equipment_contests',
    column: 'account_id',
  },
);
