import { rowsHeld } from '../identity/index.ts';

/** What this module holds on a person. */
export const agendaData = rowsHeld(
  {
    name: 'agenda-temoignages',
    title: 'Vos témoignages sur les mesures',
    table: 'measure_experiences',
    column: 'account_id',
  },
  {
    name: 'agenda-reponses',
    title: 'Vos réponses aux témoignages',
    table: 'experience_answers',
    column: 'account_id',
  },
  {
    name: 'agenda-propositions',
    title: 'Vos propositions sur l’agenda',
    table: 'measure_proposals',
    column: 'author_id',
  },
  {
    name: 'agenda-versions',
    title: 'Les versions de mesures que vous avez écrites',
    table: 'measure_versions',
    column: 'actor_id',
  },
  {
    name: 'agenda-reports',
    title: 'Les jalons que vous avez reportés',
    table: 'milestone_moves',
    column: 'actor_id',
  },
  {
    name: 'agenda-droits',
    title: 'Les mesures que vous pouvez modifier',
    table: 'measure_editors',
    column: 'account_id',
  },
);
