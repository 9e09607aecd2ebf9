import type { Db, StepState } from '../../../platform/database/index.ts';

export interface TaskComment {
  id: string;
  authorId: string | null;
  authorName: string;
  /** In Markdown. */
  body: string;
  /** How far the owner said that the task was. */
  toldState: StepState | null;
  version: number;
  createdAt: Date;
  editedAt: Date | null;
  deleted: boolean;
  /** Why somebody other than its author took it out. */
  removalReason: string | null;
}

function selectComments(db: Db) {
  return db
    .selectFrom('plan_task_comments as c')
    .leftJoin('accounts', 'accounts.id', 'c.author_id')
    .select([
      'c.id',
      'c.author_id',
      'c.body',
      'c.told_state',
      'c.version',
      'c.created_at',
      'c.edited_at',
      'c.deleted_at',
      'c.removal_reason',
      'accounts.name',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectComments>['executeTakeFirstOrThrow']>>;

const toComment = (row: Row): TaskComment => ({
  id: row.id,
  authorId: row.author_id,
  authorName: row.name ?? 'Compte supprimé',
  body: row.body,
  toldState: row.told_state,
  version: row.version,
  createdAt: row.created_at,
  editedAt: row.edited_at,
  deleted: row.deleted_at !== null,
  removalReason: row.removal_reason,
});

/** What was said of a task, the oldest first; of a long talk, the last ones. */
export async function listComments(db: Db, taskId: string): Promise<TaskComment[]> {
  const rows = await selectComments(db)
    .where('c.task_id', '=', taskId)
    .orderBy('c.created_at', 'desc')
    .orderBy('c.id')
    .limit(mostShown)
    .execute();
  return rows.toReversed().map(toComment);
}

const mostShown = 200;

/** Null when the task has no such comment, or has it no more. */
export async function findComment(db: Db, taskId: string, id: string): Promise<TaskComment | null> {
  const row = await selectComments(db)
    .where('c.task_id', '=', taskId)
    .where('c.id', '=', id)
    .where('c.deleted_at', 'is', null)
    .executeTakeFirst();
  return row ? toComment(row) : null;
}

/** What a comment said before, newest first. */
export async function commentVersions(
  db: Db,
  commentId: string,
): Promise<{ version: number; body: string; replacedAt: Date }[]> {
  return db
    .selectFrom('plan_task_comment_versions')
    .select(['version', 'body', 'replaced_at as replacedAt'])
    .where('comment_id', '=', commentId)
    .orderBy('version', 'desc')
    .limit(50)
    .execute();
}
