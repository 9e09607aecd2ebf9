import type { Db } from '../../platform/database/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { cancelMails } from '../../platform/mail/index.ts';
import { detach } from './attachments/attachments.ts';
import { tellThreadMoved } from './live.ts';
import { indexAround } from './search-entries.ts';

/** By which right somebody hides what another wrote. */
export type HiddenAs = 'copilot' | 'team';

/** What a thread is called while what opened it is hidden: its title was part of it. */
export const hiddenTitle = 'Discussion masquée par la modération';

interface Held {
  number: number;
  body: string;
  isHidden: boolean;
  threadId: string;
  groupId: string;
  title: string;
  messages: number;
}

/** The thread is held as by a reply, so that its title, its messages and their state move together. */
async function hold(tx: Db, messageId: string): Promise<Held | undefined> {
  return tx
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .select((eb) => [
      'messages.number',
      'messages.body',
      eb('messages.hidden_at', 'is not', null).as('isHidden'),
      'threads.id as threadId',
      'threads.group_id as groupId',
      'threads.title',
      'threads.message_count as messages',
    ])
    .where('messages.id', '=', messageId)
    .where('messages.deleted_at', 'is', null)
    .where('threads.deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
    .then((row) => row && { ...row, isHidden: Boolean(row.isHidden) });
}

/**
 * Hides a message: its place stays, with the reason; its words, and the title of the thread that it opens, wait where nothing
 * that reads messages finds them. False when it is gone, or hidden already. Who may is for the caller to check.
 */
export async function hideMessage(
  tx: Db,
  { by, now, as, reason }: { by: { id: string }; now: Date; as: HiddenAs; reason: string },
  messageId: string,
): Promise<boolean> {
  const held = await hold(tx, messageId);
  if (!held || held.isHidden) return false;
  const opens = held.number === 1;
  await tx
    .insertInto('hidden_texts')
    .values({ message_id: messageId, body: held.body, title: opens ? held.title : null })
    .execute();
  await tx
    .updateTable('messages')
    .set({ body: '', hidden_at: now, hidden_by: by.id, hidden_as: as, hidden_reason: reason })
    .where('id', '=', messageId)
    .execute();
  if (opens)
    await tx.updateTable('threads').set({ title: hiddenTitle }).where('id', '=', held.threadId).execute();
  await indexAround(tx, { ...held, id: messageId });
  await cancelMails(tx, `message:${messageId}:`);
  // For the digests that quote it.
  await enqueue(tx, 'message.deleted', { messageId });
  await tellThreadMoved(tx, { ...held, id: held.threadId }, now);
  return true;
}

/** Gives a hidden message back as it was. False when it is gone, or when its words were forgotten. */
export async function restoreMessage(tx: Db, messageId: string, now: Date): Promise<boolean> {
  const held = await hold(tx, messageId);
  if (!held?.isHidden) return false;
  const text = await tx
    .deleteFrom('hidden_texts')
    .where('message_id', '=', messageId)
    .returning(['body', 'title'])
    .executeTakeFirst();
  if (!text) return false;
  await tx
    .updateTable('messages')
    .set({ body: text.body, hidden_at: null, hidden_by: null, hidden_as: null, hidden_reason: null })
    .where('id', '=', messageId)
    .execute();
  if (text.title !== null)
    await tx.updateTable('threads').set({ title: text.title }).where('id', '=', held.threadId).execute();
  await indexAround(tx, { ...held, id: messageId });
  await tellThreadMoved(tx, { ...held, id: held.threadId }, now);
  return true;
}

/** Forgets for good what hidden messages said, with their files and history; their places stay, with the reasons. */
export async function forgetHidden(tx: Db, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  const forgotten = await tx
    .deleteFrom('hidden_texts')
    .where('message_id', 'in', messageIds)
    .returning('message_id')
    .execute();
  const ids = forgotten.map(({ message_id }) => message_id);
  if (ids.length === 0) return;
  await detach(tx, ids);
  for (const table of ['message_versions', 'message_reactions', 'message_mentions'] as const)
    await tx.deleteFrom(table).where('message_id', 'in', ids).execute();
}

/** What hidden messages said, by message; nothing of those whose words were forgotten. */
export async function hiddenTextsOf(db: Db, messageIds: readonly string[]): Promise<Map<string, string>> {
  if (messageIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('hidden_texts')
    .select(['message_id', 'body'])
    .where('message_id', 'in', messageIds)
    .execute();
  return new Map(rows.map(({ message_id, body }) => [message_id, body]));
}
