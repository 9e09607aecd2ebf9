import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const maturityData = rowsHeld({
  name: 'auto-evaluations',
  title: 'Les autoévaluations que vous avez envoyées',
  table: 'maturity_assessments',
  column: 'account_id',
});
