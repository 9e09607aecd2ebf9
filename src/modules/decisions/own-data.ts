import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person: of a secret vote, that they voted, since nothing tells what. */
export const decisionData = rowsHeld(
  {
    name: 'decisions-voix',
    title: 'Vos réponses aux décisions dont les voix sont nommées',
    table: 'decision_voices',
    column: 'account_id',
  },
  {
    name: 'decisions-votes-secrets',
    title: 'Les votes secrets auxquels vous avez pris part',
    table: 'decision_attendance',
    column: 'account_id',
  },
);
