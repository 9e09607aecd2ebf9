import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const myAuthorityData = rowsHeld(
  {
    name: 'reponses-sur-ma-collectivite',
    title: 'Vos réponses sur votre collectivité',
    table: 'authority_answers',
    column: 'account_id',
  },
  {
    name: 'mesures-ou-j-en-suis',
    title: 'Où en est votre collectivité de chaque mesure, selon vous',
    table: 'authority_marks',
    column: 'account_id',
  },
);
