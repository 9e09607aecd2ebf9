import type { Db } from '../../../platform/database/index.ts';
import { indexTask } from '../inside-entries.ts';

/** Held as by an edit, so that its words do not change while they are put away. */
async function hold(tx: Db, id: string) {
  return tx
    .selectFrom('plan_task_comments')
    .select(['task_id', 'body', 'hidden_at'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * Hides a comment of a task: its place stays, with the reason; its words wait where nothing that reads comments finds them.
 * False when it is gone, or hidden already. Who may is for the caller to check.
 */
export async function hideTaskComment(
  tx: Db,
  { by, now, as, reason }: { by: { id: string }; now: Date; as: 'copilot' | 'team'; reason: string },
  id: string,
): Promise<boolean> {
  const held = await hold(tx, id);
  if (!held || held.hidden_at !== null) return false;
  await tx.insertInto('hidden_task_comments').values({ comment_id: id, body: held.body }).execute();
  await tx
    .updateTable('plan_task_comments')
    .set({ body: '', hidden_at: now, hidden_by: by.id, hidden_as: as, hidden_reason: reason })
    .where('id', '=', id)
    .execute();
  await indexTask(tx, held.task_id);
  return true;
}

/** Gives a hidden comment back as it was. False when it is gone, or when its words were forgotten. */
export async function restoreTaskComment(tx: Db, id: string): Promise<boolean> {
  const held = await hold(tx, id);
  if (!held) return false;
  const words = await tx
    .deleteFrom('hidden_task_comments')
    .where('comment_id', '=', id)
    .returning('body')
    .executeTakeFirst();
  if (!words) return false;
  await tx
    .updateTable('plan_task_comments')
    .set({ body: words.body, hidden_at: null, hidden_by: null, hidden_as: null, hidden_reason: null })
    .where('id', '=', id)
    .execute();
  await indexTask(tx, held.task_id);
  return true;
}

/** Forgets for good what hidden comments said, with their history; their places stay, with the reasons. */
export async function forgetHiddenTaskComments(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const forgotten = await tx
    .deleteFrom('hidden_task_comments')
    .where('comment_id', 'in', ids)
    .returning('comment_id')
    .execute();
  if (forgotten.length === 0) return;
  await tx
    .deleteFrom('plan_task_comment_versions')
    .where(
      'comment_id',
      'in',
      forgotten.map(({ comment_id }) => comment_id),
    )
    .execute();
}

/** What hidden comments said, by comment; nothing of those whose words were forgotten. */
export async function hiddenCommentTexts(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('hidden_task_comments')
    .select(['comment_id', 'body'])
    .where('comment_id', 'in', ids)
    .execute();
  return new Map(rows.map(({ comment_id, body }) => [comment_id, body]));
}
