import type { Db } from '../../platform/database/index.ts';
import { type DataReader, rowsHeld, together } from '../identity/index.ts';

/** A person's own words, with where they stand: an id alone would say nothing. */
const writings: DataReader = {
  columns: ['messages.author_id'],
  read: async (db: Db, accountId: string) => {
    const data = await db
      .selectFrom('messages')
      .innerJoin('threads', 'threads.id', 'messages.thread_id')
      .innerJoin('groups', 'groups.id', 'threads.group_id')
      .leftJoin('hidden_texts', 'hidden_texts.message_id', 'messages.id')
      .where('messages.author_id', '=', accountId)
      .select((eb) => [
        'messages.id',
        'groups.title as group',
        eb.fn.coalesce('hidden_texts.title', 'threads.title').as('thread'),
        'messages.number',
        // Moderation hides from others what one wrote, not from oneself.
        eb.fn.coalesce('hidden_texts.body', 'messages.body').as('body'),
        'messages.created_at',
        'messages.edited_at',
        'messages.deleted_at',
        'messages.hidden_at',
        'messages.hidden_reason',
      ])
      .orderBy('messages.created_at')
      .execute();
    const attached = await db
      .selectFrom('message_attachments as a')
      .innerJoin('messages', 'messages.id', 'a.message_id')
      .innerJoin('stored_files as f', 'f.id', 'a.file_id')
      .where('messages.author_id', '=', accountId)
      .select(['a.message_id', 'a.position', 'a.name', 'f.storage_key as storageKey', 'f.bytes'])
      .orderBy('messages.created_at')
      .orderBy('a.position')
      .execute();
    const files = Map.groupBy(attached, ({ message_id }) => message_id);
    return [
      {
        name: 'messages',
        title: 'Vos messages dans les groupes',
        data: data.map((message) => ({
          ...message,
          files: (files.get(message.id) ?? []).map(({ name }) => name),
        })),
        files: attached.map(({ storageKey, name, bytes }) => ({ storageKey, name, bytes })),
      },
    ];
  },
};

/** The answers that came by mail, forgotten after a month; what they said is in the messages. */
const mails: DataReader = {
  columns: ['reply_mails.account_id'],
  read: async (db: Db, accountId: string) => {
    const data = await db
      .selectFrom('reply_mails')
      .where('account_id', '=', accountId)
      .select(['thread_id', 'received_at', 'settled_at', 'outcome'])
      .orderBy('received_at')
      .execute();
    return [{ name: 'reponses-par-courriel', title: 'Vos réponses arrivées par courriel', data }];
  },
};

/** What this module holds on a person. */
export const discussionData = together(
  writings,
  mails,
  rowsHeld(
    {
      name: 'discussions',
      title: 'Les discussions que vous avez ouvertes',
      table: 'threads',
      column: 'author_id',
    },
    {
      name: 'discussions-suivies',
      title: 'Les discussions que vous suivez, ou non',
      table: 'thread_follows',
      column: 'account_id',
    },
    {
      name: 'discussions-lues',
      title: 'Jusqu’où vous avez lu chaque discussion',
      table: 'thread_reads',
      column: 'account_id',
    },
    {
      name: 'messages-corriges',
      title: 'Ce que disaient vos messages avant vos corrections',
      table: 'message_versions',
      column: 'replaced_by',
    },
    {
      name: 'reactions',
      title: 'Les messages auxquels vous avez réagi d’un clic',
      table: 'message_reactions',
      column: 'account_id',
    },
    {
      name: 'mentions',
      title: 'Les messages qui vous mentionnent',
      table: 'message_mentions',
      column: 'account_id',
    },
    {
      name: 'brouillons',
      title: 'Les messages que vous avez commencés',
      table: 'message_drafts',
      column: 'account_id',
    },
  ),
);
