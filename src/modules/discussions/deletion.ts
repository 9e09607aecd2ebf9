import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { cancelMails, queueMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { addressOf } from '../identity/index.ts';
import type { Act } from './actions.ts';
import { detach } from './attachments/attachments.ts';
import { tellThreadMoved } from './live.ts';
import { removalNotice } from './mails.ts';
import type { Message } from './message-queries.ts';
import type { Thread } from './queries.ts';
import { indexMessage, indexThread } from './search-entries.ts';

/** By which right somebody takes out what another wrote. */
export type RemovedAs = 'copilot' | 'team';

export interface Deletion extends Act {
  as: RemovedAs;
  /** Why; only what another wrote needs one. */
  reason: string;
  publicUrl: string;
}

/**
 * Deletes a message: its place stays, its words and their history go. The first message takes its thread along.
 * Somebody else's message goes with a reason, which stays in its place and in the audit trail, and is told to its author.
 */
export async function deleteMessage(
  tx: Db,
  { by, now, as, reason, publicUrl }: Deletion,
  thread: Thread,
  message: Pick<Message, 'id' | 'number' | 'authorId'>,
): Promise<void> {
  const isOwn = message.authorId === by.id;
  if (!isOwn && reason === '') throw new Refusal('Indiquez le motif : la personne le lira.', 'motif');
  // The thread is held as by a reply, so that an answer does not slip in between the look at it and its end.
  await tx.selectFrom('threads').select('id').where('id', '=', thread.id).forUpdate().execute();
  const deleted = await tx
    .updateTable('messages')
    .set({
      body: '',
      deleted_at: now,
      deleted_by: by.id,
      ...(!isOwn && { removed_as: as, removal_reason: reason }),
    })
    .where('id', '=', message.id)
    .where('deleted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!deleted) return;
  await detach(tx, [message.id]);
  for (const table of ['message_versions', 'message_reactions', 'message_mentions'] as const)
    await tx.deleteFrom(table).where('message_id', '=', message.id).execute();
  await tx
    .updateTable('threads')
    .set({ accepted_number: null, accepted_by: null, accepted_at: null })
    .where('id', '=', thread.id)
    .where('accepted_number', '=', message.number)
    .execute();
  await cancelMails(tx, `message:${message.id}:`);
  // For the digests that quote it.
  await enqueue(tx, 'message.deleted', { messageId: message.id });
  if (message.number === 1) {
    await tx.updateTable('threads').set({ deleted_at: now }).where('id', '=', thread.id).execute();
    await indexThread(tx, thread.id);
  } else await indexMessage(tx, message.id);
  await tellThreadMoved(tx, thread, now);
  if (isOwn) return;
  await record(tx, {
    actor: by,
    verb: 'message.delete',
    thing: { type: 'thread', id: thread.id, label: thread.title },
    detail: { message: message.id, number: message.number, reason },
  });
  const author = await addressOf(tx, message.authorId);
  if (!author) return;
  await queueMail(tx, {
    to: author,
    key: `message-removed:${message.id}`,
    ...removalNotice(publicUrl, { thread, first: message.number === 1, by: by.name, reason }),
  });
}
