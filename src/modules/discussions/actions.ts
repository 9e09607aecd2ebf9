import type { Db, ThreadKind } from '../../platform/database/index.ts';
import { Conflict, notFound, Refusal } from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { record } from '../audit/index.ts';
import { attach, takeOut } from './attachments/attachments.ts';
import type { AttachedFile } from './attachments/receiving.ts';
import { discardDraft } from './drafts.ts';
import { refuseExcess } from './limits.ts';
import { tellThreadMoved } from './live.ts';
import { type Composed, compose, writeMentions } from './mention-queries.ts';
import { followWhatOneWrites, markRead } from './reading.ts';
import { indexMessage } from './search-entries.ts';

/** Who acts, and when. */
export interface Act {
  by: { id: string; name: string };
  now: Date;
  /** Of this site: its own addresses are no links away. */
  publicUrl?: string;
}

interface Options {
  /** False for content that nobody should be told of, such as the demonstration's. */
  announce?: boolean;
  files?: readonly AttachedFile[];
}

interface ReplyOptions extends Options {
  /** Of the mail by which it came. A second message by the same mail breaks `messages_once_by_mail`. */
  mailHash?: Buffer;
}

/** Opens a thread with its first message; its author follows it. Returns its id. */
export async function startThread(
  tx: Db,
  act: Act,
  input: { groupId: string; kind: ThreadKind; title: string; body: string },
  options: Options = {},
): Promise<string> {
  const { by, now } = act;
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
  const text = await composeWithin(tx, act, input.groupId, input.body);
  await addMessage(tx, act, thread.id, text, options);
  await discardDraft(tx, by.id, { groupId: input.groupId });
  return thread.id;
}

/** Adds a message to a thread; its author follows it from now on. Returns its number, from 1. */
export async function reply(
  tx: Db,
  act: Act,
  threadId: string,
  body: string,
  options: ReplyOptions = {},
): Promise<number> {
  const thread = await tx
    .selectFrom('threads')
    .select(['group_id', 'closed_at', 'deleted_at'])
    .where('id', '=', threadId)
    .forUpdate()
    .executeTakeFirst();
  if (!thread || thread.deleted_at) notFound('Cette discussion n’existe plus.');
  if (thread.closed_at)
    throw new Refusal('Cette discussion vient d’être close : elle ne reçoit plus de réponse.');
  const text = await composeWithin(tx, act, thread.group_id, body);
  const number = await addMessage(tx, act, threadId, text, options);
  await discardDraft(tx, act.by.id, { threadId });
  return number;
}

/** A text as it is kept, within what its author may post. */
async function composeWithin(
  tx: Db,
  { by, now, publicUrl = '' }: Act,
  groupId: string,
  typed: string,
  isEdit = false,
): Promise<Composed> {
  const text = await compose(tx, groupId, typed);
  const { body, mentioned } = text;
  const mentions = mentioned.length;
  await refuseExcess(tx, { accountId: by.id, groupId, body, mentions, ownUrl: publicUrl, isEdit, now });
  return text;
}

async function addMessage(
  tx: Db,
  { by, now }: Act,
  threadId: string,
  { body, mentioned }: Composed,
  { announce = true, mailHash, files = [] }: ReplyOptions,
): Promise<number> {
  // The thread's row gives out the numbers: two replies at once wait for each other.
  const thread = await tx
    .updateTable('threads')
    .set((eb) => ({ message_count: eb('message_count', '+', 1), last_message_at: now }))
    .where('id', '=', threadId)
    .returning(['message_count', 'group_id'])
    .executeTakeFirstOrThrow();
  const number = thread.message_count;
  const message = await tx
    .insertInto('messages')
    .values({
      thread_id: threadId,
      number,
      author_id: by.id,
      body,
      created_at: now,
      mail_hash: mailHash ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await attach(tx, { messageId: message.id, groupId: thread.group_id }, files);
  await indexMessage(tx, message.id);
  await writeMentions(tx, message.id, mentioned, now);
  await followWhatOneWrites(tx, threadId, by.id);
  await markRead(tx, threadId, by.id, number, now);
  await tellThreadMoved(tx, { id: threadId, groupId: thread.group_id, messages: number }, now);
  if (announce) await enqueue(tx, 'message.posted', { messageId: message.id });
  return number;
}

/** What becomes of the files of a message, by position. */
export interface FileChanges {
  out: readonly number[];
  added: readonly AttachedFile[];
}

/**
 * Replaces the text of a message, which stays in its history, and takes files out of it or adds some. Throws Conflict when it is
 * no longer at `version`.
 */
export async function editMessage(
  tx: Db,
  act: Act,
  message: { id: string; version: number },
  typed: string,
  files: FileChanges = { out: [], added: [] },
): Promise<void> {
  const { by, now } = act;
  const current = await tx
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .select([
      'messages.body',
      'messages.version',
      'messages.deleted_at',
      'messages.hidden_at',
      'threads.id as threadId',
      'threads.group_id as groupId',
      'threads.message_count as messages',
    ])
    .where('messages.id', '=', message.id)
    .forUpdate('messages')
    .executeTakeFirst();
  if (!current || current.deleted_at || current.hidden_at) notFound('Ce message n’existe plus.');
  if (current.version !== message.version) {
    throw new Conflict(
      'Ce message a été modifié dans une autre fenêtre.',
      { body: current.body },
      current.version,
    );
  }
  const { body, mentioned } = await composeWithin(tx, act, current.groupId, typed, true);
  const takenOut = await takeOut(tx, message.id, files.out);
  await attach(tx, { messageId: message.id, groupId: current.groupId }, files.added);
  if (current.body === body && takenOut + files.added.length === 0) return;
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
  const { threadId, groupId, messages } = current;
  await tellThreadMoved(tx, { id: threadId, groupId, messages }, now);
  await indexMessage(tx, message.id);
  // Whoever reads the task finds all whom the message mentions now, those it mentioned before included.
  if (await writeMentions(tx, message.id, mentioned, now))
    await enqueue(tx, 'mention.added', { messageId: message.id });
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
