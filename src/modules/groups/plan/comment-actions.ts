import type { Db, StepState } from '../../../platform/database/index.ts';
import { Conflict, notFound } from '../../../platform/http/index.ts';
import type { Act, ActedOn } from '../act.ts';
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
    .where('hidden_at', 'is', null)
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

/** Takes out what one wrote oneself: its place stays, its words and their history go. */
export async function deleteComment(tx: Db, act: Act, id: string): Promise<void> {
  const deleted = await tx
    .updateTable('plan_task_comments')
    .set({ body: '', deleted_at: act.now, deleted_by: act.by.id })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .returning('task_id')
    .executeTakeFirst();
  if (!deleted) return;
  await indexTask(tx, deleted.task_id);
  await tx.deleteFrom('plan_task_comment_versions').where('comment_id', '=', id).execute();
}
