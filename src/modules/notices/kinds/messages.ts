import { z } from 'zod';
import { messagesPerPage, withoutHiddenQuotes } from '../../discussions/index.ts';
import { deletedName } from '../../identity/index.ts';
import type { News, NewsKind } from './kind.ts';

/** The page of the thread that holds it. */
function pathOf(threadId: string, number: number): string {
  const page = Math.ceil(number / messagesPerPage);
  return `/espace/discussions/${threadId}${page > 1 ? `?page=${page}` : ''}#message-${number}`;
}

/** A message in a thread, be it the first. */
export const messages: NewsKind = {
  task: 'message.posted',
  // What deletes a message cancels the mails that bear its key.
  key: 'message',
  payload: z.object({ messageId: z.uuid() }).transform(({ messageId }) => messageId),
  async read(db, ids) {
    const rows = await db
      .selectFrom('messages')
      .innerJoin('threads', 'threads.id', 'messages.thread_id')
      .leftJoin('accounts', 'accounts.id', 'messages.author_id')
      .where((eb) => eb('messages.id', '=', eb.fn.any(eb.val([...ids]))))
      .where('messages.deleted_at', 'is', null)
      .where('messages.hidden_at', 'is', null)
      .where('threads.deleted_at', 'is', null)
      .select([
        'messages.id',
        'messages.number',
        'messages.body',
        'messages.author_id as authorId',
        'messages.created_at as at',
        'accounts.name as author',
        'threads.id as threadId',
        'threads.title',
        'threads.kind',
        'threads.group_id as groupId',
      ])
      .execute();
    return new Map(
      (await withoutHiddenQuotes(db, rows)).map(
        ({ id, number, author, threadId, kind, ...row }): [string, News] => {
          const did = number > 1 ? 'a répondu' : kind === 'announcement' ? 'annonce' : 'ouvre une discussion';
          return [
            id,
            {
              ...row,
              thread: { id: threadId, number },
              subject: `${number > 1 ? 'Re: ' : ''}${row.title}`,
              lead: `${author ?? deletedName} ${did}`,
              action: {
                label: 'Lire et répondre',
                path: pathOf(threadId, number),
              },
            },
          ];
        },
      ),
    );
  },
};
