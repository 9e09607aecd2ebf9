import type { Db } from '../../../platform/database/index.ts';
import { notFound, Refusal } from '../../../platform/http/index.ts';
import { queueMails } from '../../../platform/mail/index.ts';
import { formatDate } from '../../../ui/index.ts';
import type { Act } from '../act.ts';
import { holdTask } from './task-actions.ts';
import { findTask, type WholeTask } from './task-queries.ts';

const week = 7 * 24 * 60 * 60 * 1000;

/** When the owner may be asked again; null when that is now. */
export function askableFrom({ askedAt }: Pick<WholeTask, 'askedAt'>, now: Date): Date | null {
  if (!askedAt) return null;
  const from = new Date(askedAt.getTime() + week);
  return from > now ? from : null;
}

/**
 * « Où en êtes-vous ? »: writes to the owner of a task – to the people of the organisation in the group when it is one –,
 * at most once a week a task. Returns how many are asked.
 */
export async function askOwner(
  tx: Db,
  act: Act & { publicUrl: string },
  group: { id: string; slug: string; title: string },
  taskId: string,
): Promise<number> {
  await holdTask(tx, group.id, taskId);
  const task = (await findTask(tx, group.id, taskId)) ?? notFound();
  if (!task.owner) throw new Refusal('Cette tâche n’a pas encore de responsable.');
  if (task.state === 'done' || task.state === 'dropped') throw new Refusal('Cette tâche n’est plus à faire.');
  const from = askableFrom(task, act.now);
  if (from) {
    throw new Refusal(
      `La question est déjà partie cette semaine : elle pourra être reposée à partir du ${formatDate(from)}.`,
    );
  }
  const people = await peopleToAsk(tx, group.id, task.owner, act.by.id);
  if (people.length === 0) {
    throw new Refusal(
      task.owner.kind === 'organisation'
        ? 'Personne d’autre de cet organisme ne prend part au groupe : la question n’atteindrait personne.'
        : 'Cette personne ne prend plus part au groupe : choisissez un autre responsable.',
    );
  }
  await queueMails(
    tx,
    people.map(({ id, email }) => ({
      to: email,
      key: `task-asked:${taskId}:${act.now.toISOString()}:${id}`,
      subject: `Où en êtes-vous ? ${task.title} [${group.title}]`,
      text: questionText(act, group, task),
    })),
  );
  await tx
    .updateTable('plan_tasks')
    .set({ asked_at: act.now, asked_by: act.by.id })
    .where('id', '=', taskId)
    .execute();
  return people.length;
}

async function peopleToAsk(
  tx: Db,
  groupId: string,
  owner: NonNullable<WholeTask['owner']>,
  asker: string,
): Promise<{ id: string; email: string }[]> {
  const rows = await tx
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .where('memberships.group_id', '=', groupId)
    .where('memberships.role', '<>', 'observer')
    .where('accounts.state', '=', 'active')
    .where('accounts.id', '<>', asker)
    .$call((query) =>
      owner.kind === 'person'
        ? query.where('accounts.id', '=', owner.id)
        : query.where('accounts.organisation_slug', '=', owner.slug),
    )
    .select(['accounts.id', 'accounts.email'])
    .orderBy('accounts.id')
    .limit(50)
    .execute();
  return rows.flatMap(({ id, email }) => (email ? [{ id, email }] : []));
}

function questionText(
  { by, publicUrl }: Act & { publicUrl: string },
  group: { slug: string; title: string },
  task: WholeTask,
): string {
  const address = `${publicUrl}/espace/groupes/${group.slug}/plan/taches/${task.id}`;
  return `Bonjour,

${by.name} demande où en est cette tâche du groupe « ${group.title} » :

${task.title}
${task.owner?.kind === 'organisation' ? `Responsable : ${task.owner.acronym ?? task.owner.name}\n` : ''}${
  task.dueOn ? `Échéance : ${formatDate(task.dueOn)}\n` : ''
}
Répondre en un mot et un clic : ${address}/reponse

La tâche : ${address}

Cette question ne part pas plus d’une fois par semaine pour une même tâche.
`;
}
