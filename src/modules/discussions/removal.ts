import type { Db } from '../../platform/database/index.ts';
import { notHidden } from '../../platform/hidden-words.ts';
import { cancelMails } from '../../platform/mail/index.ts';
import { detach } from './attachments/attachments.ts';
import { showMessagesTheyHid } from './hiding.ts';
import { forgetMessages } from './search-entries.ts';

/**
 * Removes what fictional people wrote: their threads with all the answers, and their messages elsewhere, whose
 * place stays. Nothing of it stays in the mails that wait either.
 */
export async function removeWritingsOf(tx: Db, accountIds: readonly string[], now: Date): Promise<void> {
  await showMessagesTheyHid(tx, accountIds, now);
  const threads = await tx.selectFrom('threads').select('id').where('author_id', 'in', accountIds).execute();
  const ids = threads.map(({ id }) => id);
  const written = await tx
    .selectFrom('messages')
    .select('id')
    .where((eb) =>
      eb.or([eb('author_id', 'in', accountIds), ...(ids.length > 0 ? [eb('thread_id', 'in', ids)] : [])]),
    )
    .execute();
  const gone = written.map(({ id }) => id);
  await detach(tx, gone);
  await forgetMessages(tx, gone);
  for (const { id } of written) await cancelMails(tx, `message:${id}:`);
  if (ids.length > 0) {
    await tx.deleteFrom('messages').where('thread_id', 'in', ids).execute();
    await tx.deleteFrom('threads').where('id', 'in', ids).execute();
  }
  const elsewhere = await tx
    .updateTable('messages')
    .set({ body: '', author_id: null, deleted_at: now, ...notHidden })
    .where('author_id', 'in', accountIds)
    .returning('id')
    .execute();
  if (elsewhere.length > 0) {
    const messages = elsewhere.map(({ id }) => id);
    for (const table of [
      'message_versions',
      'message_reactions',
      'message_mentions',
      'hidden_texts',
    ] as const)
      await tx.deleteFrom(table).where('message_id', 'in', messages).execute();
    // What is gone answers nothing any more.
    await tx
      .updateTable('threads')
      .set({ accepted_number: null, accepted_by: null, accepted_at: null })
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('messages')
            .select('messages.id')
            .whereRef('messages.thread_id', '=', 'threads.id')
            .whereRef('messages.number', '=', 'threads.accepted_number')
            .where('messages.id', 'in', messages),
        ),
      )
      .execute();
  }
  await tx.updateTable('messages').set({ deleted_by: null }).where('deleted_by', 'in', accountIds).execute();
  await tx.updateTable('threads').set({ accepted_by: null }).where('accepted_by', 'in', accountIds).execute();
  await tx.updateTable('thread_moves').set({ moved_by: null }).where('moved_by', 'in', accountIds).execute();
  await tx.updateTable('threads').set({ closed_by: null }).where('closed_by', 'in', accountIds).execute();
}
