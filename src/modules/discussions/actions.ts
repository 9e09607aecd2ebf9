import { sql } from 'kysely';
import type { Db, ThreadKind } from '../../platform/database/index.ts';
import { Conflict, notFound, Refusal } from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { indexEntry } from '../../platform/search/index.ts';
import { record } from '../audit/index.ts';

/** Who acts, and when. */
export interface Act {
  by: { id: string; name: string };
  now: Date;
}

interface Options {
  /** False for content that nobody should be told of, such as the demonstration's. */
  announce?: boolean;
}

/** Opens a thread with its first message; its author follows it. Returns its id. */
export async function startThread(
  tx: Db,
  { by, now }: Act,
  input: { groupId: string; kind: ThreadKind; title: string; body: string },
  { announce = true }: Options = {},
): Promise<string> {
  const thread = await tx
    .insertInto('threads')
    .values({
      group_id: input.groupId,
      kind: input.kind,
      title: input.title,
      author_id: by.id,
      last_message_at: now,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addMessage(tx, { by, now }, thread.id, input.body, { announce });
  return thread.id;
}

/** Adds a message to a thread; its author follows it from now on. Returns its number, from 1. */
export async function reply(
  tx: Db,
  act: Act,
  threadId: string,
  body: string,
  options: Options = {},
): Promise<number> {
  const thread = await tx
    .selectFrom('threads')
    .select(['closed_at', 'deleted_at'])
    .where('id', '=', threadId)
    .forUpdate()
    .executeTakeFirst();
  if (!thread || thread.deleted_at) notFound('Cette discussion n’existe plus.');
  if (thread.closed_at)
    throw new Refusal('Cette discussion vient d’être close : elle ne reçoit plus de réponse.');
  return addMessage(tx, act, threadId, body, options);
}

async function addMessage(
  tx: Db,
  { by, now }: Act,
  threadId: string,
  body: string,
  { announce = true }: Options,
): Promise<number> {
  // The thread's row gives out the numbers: two replies at once wait for each other.
  const thread = await tx
    .updateTable('threads')
    .set((eb) => ({ message_count: eb('message_count', '+', 1), last_message_at: now }))
    .where('id', '=', threadId)
    .returning(['message_count', 'group_id', 'title'])
    .executeTakeFirstOrThrow();
  const number = thread.message_count;
  const message = await tx
    .insertInto('messages')
    .values({ thread_id: threadId, number, author_id: by.id, body, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (number === 1)
    await indexThread(tx, { id: threadId, groupId: thread.group_id, title: thread.title, body });
  await followWhatOneWrites(tx, threadId, by.id);
  await markRead(tx, threadId, by.id, number, now);
  if (announce) await enqueue(tx, 'message.posted', { messageId: message.id });
  return number;
}

async function indexThread(
  tx: Db,
  thread: { id: string; groupId: string; title: string; body: string },
): Promise<void> {
  await indexEntry(tx, {
    kind: 'thread',
    key: thread.id,
    url: `/espace/discussions/${thread.id}`,
    title: thread.title,
    body: thread.body,
    audience: `group:${thread.groupId}`,
  });
}

/** Replaces the text of a message; what it said stays in its history. Throws Conflict when it is no longer at `version`. */
export async function editMessage(
  tx: Db,
  { by, now }: Act,
  message: { id: string; version: number },
  body: string,
): Promise<void> {
  const current = await tx
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .select([
      'messages.body',
      'messages.version',
      'messages.number',
      'messages.deleted_at',
      'threads.id as threadId',
      'threads.group_id as groupId',
      'threads.title',
    ])
    .where('messages.id', '=', message.id)
    .forUpdate('messages')
    .executeTakeFirst();
  if (!current || current.deleted_at) notFound('Ce message n’existe plus.');
  if (current.version !== message.version) {
    throw new Conflict(
      'Ce message a été modifié dans une autre fenêtre.',
      { body: current.body },
      current.version,
    );
  }
  if (current.body === body) return;
  await tx
    .insertInto('message_versions')
    .values({
      message_id: message.id,
      version: current.version,
      body: current.body,
      replaced_at: now,
      replaced_by: by.id,
    })
    .execute();
  await tx
    .updateTable('messages')
    .set({ body, version: current.version + 1, edited_at: now })
    .where('id', '=', message.id)
    .execute();
  if (current.number === 1)
    await indexThread(tx, { id: current.threadId, groupId: current.groupId, title: current.title, body });
}

/** What a copilot does to a thread. */
export type Moderation = 'pin' | 'unpin' | 'close' | 'reopen';

export async function moderateThread(
  tx: Db,
  { by, now }: Act,
  thread: { id: string; title: string },
  act: Moderation,
): Promise<void> {
  const change = {
    pin: { pinned: true },
    unpin: { pinned: false },
    close: { closed_at: now, closed_by: by.id },
    reopen: { closed_at: null, closed_by: null },
  }[act];
  await tx.updateTable('threads').set(change).where('id', '=', thread.id).execute();
  await record(tx, {
    actor: by,
    verb: `thread.${act}`,
    thing: { type: 'thread', id: thread.id, label: thread.title },
  });
}

/** Says whether a person wants to hear of a thread. */
export async function followThread(
  tx: Db,
  threadId: string,
  accountId: string,
  following: boolean,
): Promise<void> {
  await tx
    .insertInto('thread_follows')
    .values({ thread_id: threadId, account_id: accountId, following })
    .onConflict((conflict) => conflict.constraint('thread_follows_once').doUpdateSet({ following }))
    .execute();
}

/** Takes back that a person asked to hear of threads: of that group, or of all. What they silenced stays silent. */
export async function unfollowThreadsOf(tx: Db, accountId: string, groupId: string | null): Promise<void> {
  await tx
    .deleteFrom('thread_follows')
    .where('account_id', '=', accountId)
    .where('following', '=', true)
    .$if(groupId !== null, (query) =>
      query.where('thread_id', 'in', (eb) =>
        eb.selectFrom('threads').select('threads.id').where('threads.group_id', '=', groupId),
      ),
    )
    .execute();
}

/** Who writes in a thread hears of its answers, unless they said otherwise of the thread or want no mail of the group. */
async function followWhatOneWrites(tx: Db, threadId: string, accountId: string): Promise<void> {
  await tx
    .insertInto('thread_follows')
    .columns(['thread_id', 'account_id', 'following'])
    .expression((eb) =>
      eb
        .selectFrom('threads')
        .innerJoin('memberships', 'memberships.group_id', 'threads.group_id')
        .select(['threads.id', 'memberships.account_id', sql<boolean>`true`.as('following')])
        .where('threads.id', '=', threadId)
        .where('memberships.account_id', '=', accountId)
        .where('memberships.mail', '<>', 'never'),
    )
    .onConflict((conflict) => conflict.constraint('thread_follows_once').doNothing())
    .execute();
}

/** Notes how far a person has read; never back. */
export async function markRead(
  tx: Db,
  threadId: string,
  accountId: string,
  number: number,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('thread_reads')
    .values({ thread_id: threadId, account_id: accountId, last_number: number, read_at: now })
    .onConflict((conflict) =>
      conflict
        .constraint('thread_reads_once')
        .doUpdateSet({
          last_number: sql`greatest(thread_reads.last_number, excluded.last_number)`,
          read_at: now,
        })
        .where('thread_reads.last_number', '<', number),
    )
    .execute();
}

/** What a person who leaves wanted and read is nobody's business any more; what they wrote stays. */
export async function forgetReader(tx: Db, accountId: string): Promise<void> {
  await tx.deleteFrom('thread_follows').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('thread_reads').where('account_id', '=', accountId).execute();
}
