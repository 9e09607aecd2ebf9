import type { Db, GroupState, StepState } from '../../../platform/database/index.ts';
import { deletedName } from '../../identity/index.ts';

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
  /** Of what moderation hid: by which right, and why. Its text is empty. */
  hidden: { as: string; reason: string } | null;
}

export interface PlacedComment extends TaskComment {
  group: { id: string; slug: string; state: GroupState };
  task: { id: string; title: string };
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
      'c.hidden_as',
      'c.hidden_reason',
      'accounts.name',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectComments>['executeTakeFirstOrThrow']>>;

const toComment = (row: Row): TaskComment => ({
  id: row.id,
  authorId: row.author_id,
  authorName: row.name ?? deletedName,
  body: row.body,
  toldState: row.told_state,
  version: row.version,
  createdAt: row.created_at,
  editedAt: row.edited_at,
  deleted: row.deleted_at !== null,
  hidden:
    row.hidden_as !== null && row.hidden_reason !== null
      ? { as: row.hidden_as, reason: row.hidden_reason }
      : null,
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

/** Null when the task has no such comment, has it no more, or when moderation hides it. */
export async function findComment(db: Db, taskId: string, id: string): Promise<TaskComment | null> {
  const row = await selectComments(db)
    .where('c.task_id', '=', taskId)
    .where('c.id', '=', id)
    .where('c.deleted_at', 'is', null)
    .where('c.hidden_at', 'is', null)
    .executeTakeFirst();
  return row ? toComment(row) : null;
}

/** A comment with the task and the group where it stands, whichever they are; null when it is gone or hidden. */
export async function findPlacedComment(db: Db, id: string): Promise<PlacedComment | null> {
  const row = await selectComments(db)
    .innerJoin('plan_tasks', 'plan_tasks.id', 'c.task_id')
    .innerJoin('groups', 'groups.id', 'plan_tasks.group_id')
    .select([
      'plan_tasks.id as taskId',
      'plan_tasks.title as taskTitle',
      'groups.id as groupId',
      'groups.slug as groupSlug',
      'groups.state as groupState',
    ])
    .where('c.id', '=', id)
    .where('c.deleted_at', 'is', null)
    .where('c.hidden_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...toComment(row),
    group: { id: row.groupId, slug: row.groupSlug, state: row.groupState },
    task: { id: row.taskId, title: row.taskTitle },
  };
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
