import type { Db, StepState } from '../../../platform/database/index.ts';
import { Conflict, notFound, Refusal } from '../../../platform/http/index.ts';
import { record } from '../../audit/index.ts';
import { type Act, type ActedOn, groupThing } from '../act.ts';
import { indexTask } from '../inside-entries.ts';
import { setTaskState } from './task-actions.ts';

export async function addComment(
  tx: Db,
  act: Act,
  taskId: string,
  { body, toldState = null }: { body: string; toldState?: StepState | null },
): Promise<string> {
  const { id } = await tx
    .insertInto('plan_task_comments')
    .values({
      task_id: taskId,
      author_id: act.by.id,
      body,
      told_state: toldState,
      created_at: act.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await indexTask(tx, taskId);
  return id;
}

/** The owner says how far the task is, in a state and a word. */
export async function answerQuestion(
  tx: Db,
  act: Act,
  group: ActedOn,
  taskId: string,
  { state, body }: { state: StepState; body: string },
): Promise<void> {
  await setTaskState(tx, act, group, taskId, state);
  await addComment(tx, act, taskId, { body, toldState: state });
}

/** Rewrites a comment; what it said before stays readable. Throws Conflict when it is no longer at `version`. */
export async function editComment(
  tx: Db,
  act: Act,
  { id, version }: { id: string; version: number },
  body: string,
): Promise<void> {
  const current = await tx
    .selectFrom('plan_task_comments')
    .select(['body', 'version', 'task_id'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!current) notFound();
  if (current.version !== version)
    throw new Conflict('Ce commentaire a été modifié entre-temps.', { body: current.body }, current.version);
  if (current.body === body) return;
  await tx
    .insertInto('plan_task_comment_versions')
    .values({ comment_id: id, body: current.body, version: current.version, replaced_at: act.now })
    .execute();
  await tx
    .updateTable('plan_task_comments')
    .set({ body, version: version + 1, edited_at: act.now })
    .where('id', '=', id)
    .execute();
  await indexTask(tx, current.task_id);
}

/** Takes a comment out: its place stays, its words and their history go. Another's goes with a reason. */
export async function deleteComment(
  tx: Db,
  act: Act & { reason: string },
  group: ActedOn,
  comment: { id: string; authorId: string | null },
): Promise<void> {
  const isOwn = comment.authorId === act.by.id;
  if (!isOwn && act.reason === '') throw new Refusal('Indiquez le motif : la personne le lira.', 'motif');
  const deleted = await tx
    .updateTable('plan_task_comments')
    .set({
      body: '',
      deleted_at: act.now,
      deleted_by: act.by.id,
      removal_reason: isOwn ? null : act.reason,
    })
    .where('id', '=', comment.id)
    .where('deleted_at', 'is', null)
    .returning('task_id')
    .executeTakeFirst();
  if (deleted) await indexTask(tx, deleted.task_id);
  await tx.deleteFrom('plan_task_comment_versions').where('comment_id', '=', comment.id).execute();
  if (isOwn) return;
  await record(tx, {
    actor: act.by,
    verb: 'task.delete-comment',
    thing: groupThing(group),
    detail: { reason: act.reason },
  });
}
