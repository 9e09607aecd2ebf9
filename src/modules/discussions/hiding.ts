import type { Db } from '../../platform/database/index.ts';
import { type Hiding, hiddenWords } from '../../platform/hidden-words.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { cancelMails } from '../../platform/mail/index.ts';
import { detach } from './attachments/attachments.ts';
import { tellThreadMoved } from './live.ts';
import { indexAround } from './search-entries.ts';

const words = hiddenWords('messages', 'hidden_texts', 'message_id');

/** What a thread is called while what opened it is hidden: its title was part of it. */
export const hiddenTitle = 'Discussion masquée par la modération';

interface Held {
  number: number;
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
export async function hideMessage(tx: Db, hiding: Hiding, messageId: string): Promise<boolean> {
  const held = await hold(tx, messageId);
  if (!held || !(await words.putAway(tx, messageId, hiding))) return false;
  if (held.number === 1) {
    await tx
      .updateTable('hidden_texts')
      .set({ title: held.title })
      .where('message_id', '=', messageId)
      .execute();
    await tx.updateTable('threads').set({ title: hiddenTitle }).where('id', '=', held.threadId).execute();
  }
  await indexAround(tx, { ...held, id: messageId });
  await cancelMails(tx, `message:${messageId}:`);
  // For the digests that quote it.
  await enqueue(tx, 'message.deleted', { messageId });
  await tellThreadMoved(tx, { ...held, id: held.threadId }, hiding.now);
  return true;
}

/** Gives a hidden message back as it was. False when it is gone, or when its words were forgotten. */
export async function restoreMessage(tx: Db, messageId: string, now: Date): Promise<boolean> {
  const held = await hold(tx, messageId);
  if (!held?.isHidden) return false;
  const text = await tx
    .selectFrom('hidden_texts')
    .select('title')
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  if (!text || !(await words.giveBack(tx, messageId))) return false;
  if (text.title !== null)
    await tx.updateTable('threads').set({ title: text.title }).where('id', '=', held.threadId).execute();
  await indexAround(tx, { ...held, id: messageId });
  await tellThreadMoved(tx, { ...held, id: held.threadId }, now);
  return true;
}

/** Forgets for good what hidden messages said, with their files and history; their places stay, with the reasons. */
export async function forgetHidden(tx: Db, messageIds: readonly string[]): Promise<void> {
  const ids = await words.forget(tx, messageIds);
  if (ids.length === 0) return;
  await detach(tx, ids);
  for (const table of ['message_versions', 'message_reactions', 'message_mentions'] as const)
    await tx.deleteFrom(table).where('message_id', 'in', ids).execute();
}

/** What hidden messages said, by message; nothing of those whose words were forgotten. */
export const hiddenTextsOf = words.textsOf;

/** Shows again what fictional people hid of others. */
export const showMessagesTheyHid = (tx: Db, accountIds: readonly string[], now: Date): Promise<void> =>
  words.showWhatTheyHid(tx, accountIds, (id) => restoreMessage(tx, id, now));
