import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { Refusal, tellPages } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import type { Act } from './actions.ts';
import { moveAttachments } from './attachments/attachments.ts';
import { groupTopic, tellThreadMoved } from './live.ts';
import type { Thread } from './queries.ts';
import { indexThread } from './search-entries.ts';

interface Place {
  id: string;
  title: string;
}

/** Has what others keep of the messages of a thread go along to its new group. */
export type ThreadMoved = (tx: Db, threadId: string, groupId: string) => Promise<void>;

const handlers = new Set<ThreadMoved>();

/** Pass a function of the module, not a closure made anew at each start: the same one is kept once. */
export function onThreadMoved(handler: ThreadMoved): void {
  handlers.add(handler);
}

/**
 * Takes a thread to another group: found, read and followed there by its members, and by nobody else any more. Who may is
 * asked in both groups before.
 */
export async function moveThread(tx: Db, { by, now }: Act, thread: Thread, to: Place): Promise<void> {
  const held = await tx
    .selectFrom('threads')
    .select(['threads.group_id', 'threads.message_count'])
    .where('threads.id', '=', thread.id)
    .where('threads.deleted_at', 'is', null)
    .forUpdate('threads')
    .executeTakeFirst();
  if (!held || held.group_id !== thread.groupId)
    throw new Refusal('Cette discussion vient d’être déplacée ou supprimée. Rechargez la page.');
  await tx.updateTable('threads').set({ group_id: to.id }).where('id', '=', thread.id).execute();
  await moveAttachments(tx, thread.id, to.id);
  await tx
    .insertInto('thread_moves')
    .values({
      thread_id: thread.id,
      from_group_id: thread.groupId,
      to_group_id: to.id,
      moved_by: by.id,
      moved_at: now,
      after_number: held.message_count,
    })
    .execute();
  await indexThread(tx, thread.id);
  for (const handler of handlers) await handler(tx, thread.id, to.id);
  for (const table of ['thread_follows', 'thread_reads'] as const) {
    await tx
      .deleteFrom(table)
      .where('thread_id', '=', thread.id)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('memberships')
              .select(sql`1`.as('one'))
              .where('memberships.group_id', '=', to.id)
              .whereRef('memberships.account_id', '=', `${table}.account_id`),
          ),
        ),
      )
      .execute();
  }
  // Its open pages look again, or close; so do the lists of both groups.
  await tellThreadMoved(tx, { id: thread.id, groupId: to.id, messages: held.message_count }, now);
  await tellPages(tx, groupTopic(thread.groupId), now.getTime());
  await record(tx, {
    actor: by,
    verb: 'thread.move',
    thing: { type: 'thread', id: thread.id, label: thread.title },
    detail: { from: thread.groupTitle, to: to.title },
  });
}

/** The trace of a move, after the message that was then the last. */
export interface ThreadMove {
  afterNumber: number;
  from: string;
  to: string;
  by: string | null;
  at: Date;
}

/** The moves of a thread, oldest first. */
export async function movesOf(db: Db, threadId: string): Promise<ThreadMove[]> {
  return db
    .selectFrom('thread_moves')
    .innerJoin('groups as source', 'source.id', 'thread_moves.from_group_id')
    .innerJoin('groups as target', 'target.id', 'thread_moves.to_group_id')
    .leftJoin('accounts', 'accounts.id', 'thread_moves.moved_by')
    .select([
      'after_number as afterNumber',
      'source.title as from',
      'target.title as to',
      'accounts.name as by',
      'moved_at as at',
    ])
    .where('thread_id', '=', threadId)
    .orderBy('thread_moves.id')
    .limit(50)
    .execute();
}
