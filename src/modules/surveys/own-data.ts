import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const surveyData = rowsHeld(
  {
    name: 'enquetes-participations',
    title: 'Les enquêtes auxquelles vous avez pris part',
    table: 'survey_participations',
    column: 'account_id',
  },
  {
    name: 'enquetes-reponses',
    title: 'Les réponses de votre collectivité que vous avez envoyées',
    table: 'survey_authority_responses',
    column: 'account_id',
  },
  {
    name: 'enquetes-corrections',
    title: 'Les corrections que vous avez faites aux enquêtes',
    table: 'survey_corrections',
    column: 'account_id',
  },
);
