import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const groupData = rowsHeld(
  {
    name: 'points-d-avancement',
    title: 'Les points d’avancement que vous avez publiés',
    table: 'progress_points',
    column: 'author_id',
  },
  {
    name: 'etapes',
    title: 'Les étapes des plans de travail dont vous êtes chargé',
    table: 'plan_steps',
    column: 'owner_account_id',
  },
  {
    name: 'taches',
    title: 'Les tâches des plans de travail dont vous êtes chargé',
    table: 'plan_tasks',
    column: 'owner_account_id',
  },
  {
    name: 'taches-commentaires',
    title: 'Ce que vous avez écrit sous des tâches',
    table: 'plan_task_comments',
    column: 'author_id',
  },
  {
    name: 'ouvertures',
    title: 'Les espaces de groupes que vous avez ouverts, et pourquoi',
    table: 'group_openings',
    column: 'account_id',
  },
);
