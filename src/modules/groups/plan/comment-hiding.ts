import type { Db } from '../../../platform/database/index.ts';
import { type Hiding, hiddenWords } from '../../../platform/hidden-words.ts';
import { indexTask } from '../inside-entries.ts';

const words = hiddenWords('plan_task_comments', 'hidden_task_comments', 'comment_id');

/** The task of a comment that is there, held as by an edit, so that its words do not change while they are put away. */
async function holdTask(tx: Db, id: string): Promise<string | undefined> {
  const comment = await tx
    .selectFrom('plan_task_comments')
    .select('task_id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return comment?.task_id;
}

/**
 * Hides a comment of a task: its place stays, with the reason; its words wait where nothing that reads comments finds them.
 * False when it is gone, or hidden already. Who may is for the caller to check.
 */
export async function hideTaskComment(tx: Db, hiding: Hiding, id: string): Promise<boolean> {
  const taskId = await holdTask(tx, id);
  if (!taskId || !(await words.putAway(tx, id, hiding))) return false;
  await indexTask(tx, taskId);
  return true;
}

/** Gives a hidden comment back as it was. False when it is gone, or when its words were forgotten. */
export async function restoreTaskComment(tx: Db, id: string): Promise<boolean> {
  const taskId = await holdTask(tx, id);
  if (!taskId || !(await words.giveBack(tx, id))) return false;
  await indexTask(tx, taskId);
  return true;
}

/** Forgets for good what hidden comments said, with their history; their places stay, with the reasons. */
export async function forgetHiddenTaskComments(tx: Db, ids: readonly string[]): Promise<void> {
  const forgotten = await words.forget(tx, ids);
  if (forgotten.length > 0)
    await tx.deleteFrom('plan_task_comment_versions').where('comment_id', 'in', forgotten).execute();
}

/** What hidden comments said, by comment; nothing of those whose words were forgotten. */
export const hiddenCommentTexts = words.textsOf;

/** Shows again what fictional people hid of others. */
export const showCommentsTheyHid = (tx: Db, accountIds: readonly string[]): Promise<void> =>
  words.showWhatTheyHid(tx, accountIds, (id) => restoreTaskComment(tx, id));
