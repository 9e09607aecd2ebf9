import { type DataReader, rowsHeld, together } from '../identity/index.ts';

const comments: DataReader = {
  columns: ['plan_task_comments.author_id'],
  read: async (db, accountId) => {
    const data = await db
      .selectFrom('plan_task_comments as c')
      .innerJoin('plan_tasks', 'plan_tasks.id', 'c.task_id')
      .innerJoin('groups', 'groups.id', 'plan_tasks.group_id')
      .leftJoin('hidden_task_comments as hidden', 'hidden.comment_id', 'c.id')
      .where('c.author_id', '=', accountId)
      .select((eb) => [
        'c.id',
        'groups.title as group',
        'plan_tasks.title as task',
        // Moderation hides from others what one wrote, not from oneself.
        eb.fn.coalesce('hidden.body', 'c.body').as('body'),
        'c.told_state',
        'c.created_at',
        'c.edited_at',
        'c.deleted_at',
        'c.hidden_at',
        'c.hidden_reason',
      ])
      .orderBy('c.created_at')
      .execute();
    return [{ name: 'taches-commentaires', title: 'Ce que vous avez écrit sous des tâches', data }];
  },
};

const rows = rowsHeld(
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
    name: 'ouvertures',
    title: 'Les espaces de groupes que vous avez ouverts, et pourquoi',
    table: 'group_openings',
    column: 'account_id',
  },
);

/** What this module holds on a person. */
export const groupData = together(rows, comments);
