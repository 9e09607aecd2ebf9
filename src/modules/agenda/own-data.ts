import { type DataReader, rowsHeld, together } from '../identity/index.ts';

const experiences: DataReader = {
  columns: ['measure_experiences.account_id'],
  read: async (db, accountId) => {
    const data = await db
      .selectFrom('measure_experiences as told')
      .innerJoin('measures', 'measures.id', 'told.measure_id')
      .leftJoin('hidden_experiences as kept', 'kept.experience_id', 'told.id')
      .where('told.account_id', '=', accountId)
      .select((eb) => [
        'told.id',
        'measures.title as measure',
        'told.authority_id',
        'told.kind',
        'told.visibility',
        // Moderation hides from others what one told, not from oneself.
        eb.fn.coalesce('kept.body', 'told.body').as('body'),
        'told.created_at',
        'told.hidden_at',
        'told.hidden_reason',
      ])
      .orderBy('told.created_at')
      .execute();
    return [{ name: 'agenda-temoignages', title: 'Vos témoignages sur les mesures', data }];
  },
};

const answers: DataReader = {
  columns: ['experience_answers.account_id'],
  read: async (db, accountId) => {
    const data = await db
      .selectFrom('experience_answers as said')
      .leftJoin('hidden_experience_answers as kept', 'kept.answer_id', 'said.id')
      .where('said.account_id', '=', accountId)
      .select((eb) => [
        'said.id',
        'said.experience_id',
        eb.fn.coalesce('kept.body', 'said.body').as('body'),
        'said.created_at',
        'said.hidden_at',
        'said.hidden_reason',
      ])
      .orderBy('said.created_at')
      .execute();
    return [{ name: 'agenda-reponses', title: 'Vos réponses aux témoignages', data }];
  },
};

const rows = rowsHeld(
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

/** What this module holds on a person. */
export const agendaData = together(experiences, answers, rows);
