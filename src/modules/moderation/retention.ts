import { sql } from 'kysely';
import { monthsBefore } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/index.ts';
import { reportables } from './kinds/index.ts';

const keptMonths = 12;

/**
 * Forgets, a year after the last decision, the reports, what they copied and what was contested; and for good what stayed
 * hidden. The page on personal data promises it.
 */
export async function purgeCases(db: Db, now: Date): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const old = await tx
      .deleteFrom('moderation_cases')
      .where(sql<Date>`coalesce(judged_at, contested_at, decided_at)`, '<', monthsBefore(now, keptMonths))
      .returning(['kind', 'thing_id', 'state'])
      .execute();
    for (const kind of reportables) {
      const hidden = old.filter((one) => one.kind === kind.kind && one.state === 'hidden');
      await kind.forget(
        tx,
        hidden.map(({ thing_id }) => thing_id),
      );
    }
    return old.length;
  });
}

/** A person who leaves: what they reported and contested is nobody’s business any more; what was decided stays. */
export async function forgetInModeration(tx: Db, accountId: string): Promise<void> {
  await tx.deleteFrom('moderation_reports').where('reporter_id', '=', accountId).execute();
  await tx
    .deleteFrom('moderation_cases')
    .where('state', '=', 'waiting')
    .where('id', 'not in', (eb) => eb.selectFrom('moderation_reports').select('case_id'))
    .execute();
  await tx
    .updateTable('moderation_cases')
    .set({
      author_id: null,
      contested_at: null,
      contest: null,
      judged_at: null,
      judged_by: null,
      judgement_reason: null,
    })
    .where('author_id', '=', accountId)
    .execute();
}

/** Cases follow the threads of their messages from group to group. */
export async function followThread(tx: Db, threadId: string, groupId: string): Promise<void> {
  await tx
    .updateTable('moderation_cases')
    .set({ group_id: groupId })
    .where('kind', '=', 'message')
    .where('thing_id', 'in', (eb) =>
      eb.selectFrom('messages').select('messages.id').where('messages.thread_id', '=', threadId),
    )
    .execute();
}

/** Removes the cases in which these fictional people have a part. */
export async function removeModerationOf(tx: Db, accountIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('moderation_cases')
    .where((eb) =>
      eb.or([
        eb('author_id', 'in', accountIds),
        eb('decided_by', 'in', accountIds),
        eb('judged_by', 'in', accountIds),
        eb(
          'id',
          'in',
          eb.selectFrom('moderation_reports').select('case_id').where('reporter_id', 'in', accountIds),
        ),
      ]),
    )
    .execute();
}
