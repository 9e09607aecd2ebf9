import type { Db } from '../../platform/database/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { cancelMails } from '../../platform/mail/index.ts';
import type { Act } from './actions.ts';
import { detach } from './attachments/attachments.ts';
import { tellThreadMoved } from './live.ts';
import type { Message } from './message-queries.ts';
import type { Thread } from './queries.ts';
import { indexMessage, indexThread } from './search-entries.ts';

/**
 * Deletes a person's own message: its place stays, its words and their history go. The first message takes its thread along.
 * What another wrote is not deleted but hidden (`hiding.ts`), which they may contest.
 */
export async function deleteMessage(
  tx: Db,
  { by, now }: Act,
  thread: Thread,
  message: Pick<Message, 'id' | 'number'>,
): Promise<void> {
  // The thread is held as by a reply, so that an answer does not slip in between the look at it and its end.
  await tx.selectFrom('threads').select('id').where('id', '=', thread.id).forUpdate().execute();
  const deleted = await tx
    .updateTable('messages')
    .set({ body: '', deleted_at: now, deleted_by: by.id })
    .where('id', '=', message.id)
    .where('author_id', '=', by.id)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
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
}
