import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const prerequisiteData = rowsHeld({
  name: 'points-a-preparer',
  title: 'Où en est votre collectivité des points à préparer, selon vous',
  table: 'prerequisite_marks',
  column: 'account_id',
});
