import type { Db } from '../../../platform/database/index.ts';
import {
  forgetHidden,
  hideMessage,
  messageAddress,
  onMessage,
  restoreMessage,
} from '../../discussions/index.ts';
import { deletedName } from '../../identity/index.ts';
import type { ReportableKind, ReportedThing } from '../reportable.ts';

/** The messages of threads. */
export const messages: ReportableKind = {
  kind: 'message',
  segment: 'messages',
  words: {
    name: 'Message',
    the: 'le message',
    this: 'Ce message',
    your: 'Votre message',
    made: 'écrit',
    where: (label) => `dans « ${label} »`,
    hiding:
      'Sa place reste, avec le motif. Son texte et ses fichiers ne sont plus lus que par son auteur et par la modération.',
    hidden: 'Les autres membres ne le lisent plus ; ils voient ce motif à sa place.',
    readers: 'les membres du groupe à la place du message',
  },
  isMarkdown: true,
  async find(deps, request, id, act) {
    const { actor, message, thread } = await onMessage(
      deps,
      request,
      id,
      act === 'report' ? 'message.report' : 'message.moderate',
    );
    const thing = {
      id: message.id,
      groupId: thread.groupId,
      authorId: message.authorId,
      authorName: message.authorName,
      label: thread.title,
      text: message.body,
      files: await countFiles(deps.db, message.id),
      href: messageAddress(thread.id, message.number),
    };
    return { actor, thing };
  },
  async peek(db, id): Promise<ReportedThing | null> {
    const row = await db
      .selectFrom('messages')
      .innerJoin('threads', 'threads.id', 'messages.thread_id')
      .leftJoin('accounts', 'accounts.id', 'messages.author_id')
      .select([
        'messages.id',
        'messages.number',
        'messages.body as text',
        'messages.author_id as authorId',
        'accounts.name as authorName',
        'threads.id as threadId',
        'threads.group_id as groupId',
        'threads.title as label',
      ])
      .where('messages.id', '=', id)
      .where('messages.deleted_at', 'is', null)
      .where('messages.hidden_at', 'is', null)
      .where('threads.deleted_at', 'is', null)
      .executeTakeFirst();
    if (!row) return null;
    const { threadId, number, authorName, ...thing } = row;
    return {
      ...thing,
      authorName: authorName ?? deletedName,
      files: await countFiles(db, id),
      href: messageAddress(threadId, number),
    };
  },
  hide: hideMessage,
  restore: restoreMessage,
  forget: forgetHidden,
};

async function countFiles(db: Db, messageId: string): Promise<number> {
  const { count } = await db
    .selectFrom('message_attachments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('message_id', '=', messageId)
    .executeTakeFirstOrThrow();
  return count;
}
