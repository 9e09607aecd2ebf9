import type { Db } from '../../platform/database/index.ts';
import { forgetWorkThatIsGone } from './inside-entries.ts';
import { showCommentsTheyHid } from './plan/comment-hiding.ts';

/**
 * Removes the keys that fictional people gave, their openings of groups, the progress points, steps, tasks and comments that they wrote; what they
 * only own has no owner any more.
 */
export async function removeWorkOf(tx: Db, accountIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('key_requests')
    .where((eb) => eb.or([eb('asked_by', 'in', accountIds), eb('settled_by', 'in', accountIds)]))
    .execute();
  await tx.deleteFrom('group_openings').where('account_id', 'in', accountIds).execute();
  await tx.deleteFrom('progress_points').where('author_id', 'in', accountIds).execute();
  await tx
    .updateTable('progress_point_revisions')
    .set({ replaced_by: null })
    .where('replaced_by', 'in', accountIds)
    .execute();
  await tx.deleteFrom('plan_steps').where('created_by', 'in', accountIds).execute();
  await tx
    .updateTable('plan_steps')
    .set({ owner_account_id: null })
    .where('owner_account_id', 'in', accountIds)
    .execute();
  await tx.deleteFrom('plan_task_comments').where('author_id', 'in', accountIds).execute();
  await showCommentsTheyHid(tx, accountIds);
  await tx
    .updateTable('plan_task_comments')
    .set({ deleted_by: null })
    .where('deleted_by', 'in', accountIds)
    .execute();
  await tx.deleteFrom('plan_tasks').where('created_by', 'in', accountIds).execute();
  await tx
    .updateTable('plan_tasks')
    .set({ owner_account_id: null })
    .where('owner_account_id', 'in', accountIds)
    .execute();
  await tx
    .updateTable('plan_tasks')
    .set({ asked_by: null, asked_at: null })
    .where('asked_by', 'in', accountIds)
    .execute();
  await forgetWorkThatIsGone(tx);
}

/** What a person who leaves was to do is anybody's to take. */
export async function releaseTasksOf(tx: Db, accountId: string): Promise<void> {
  await tx
    .updateTable('plan_tasks')
    .set({ owner_account_id: null, asked_at: null, asked_by: null })
    .where('owner_account_id', '=', accountId)
    .where('state', 'in', ['todo', 'doing'])
    .execute();
}
