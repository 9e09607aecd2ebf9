import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const trainingData = rowsHeld(
  {
    name: 'sessions-de-formation',
    title: 'Vos inscriptions à des sessions de formation',
    table: 'training_registrations',
    column: 'account_id',
  },
  {
    name: 'sessions-demandees',
    title: 'Les sessions que vous avez demandées pour d’autres',
    table: 'training_registrations',
    column: 'asked_by_account',
  },
  {
    name: 'sessions-droits',
    title: 'Les catalogues de formation que vous pouvez tenir',
    table: 'training_grants',
    column: 'account_id',
  },
  {
    name: 'sessions-versions',
    title: 'Les sessions que vous avez écrites',
    table: 'training_session_versions',
    column: 'actor_id',
  },
  {
    name: 'parcours',
    title: 'Votre avancement dans les parcours de formation',
    table: 'learning_path_progress',
    column: 'account_id',
  },
  {
    name: 'parcours-versions',
    title: 'Les parcours que vous avez écrits',
    table: 'learning_path_versions',
    column: 'actor_id',
  },
);
