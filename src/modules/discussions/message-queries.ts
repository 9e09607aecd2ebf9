import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { deletedName } from '../identity/index.ts';
import { withoutHiddenQuotes } from './hidden-quotes.ts';
import { messagesPerPage } from './paging.ts';

export interface Message {
  id: string;
  threadId: string;
  number: number;
  authorId: string | null;
  authorName: string;
  /** `Adjointe au maire, Annecy`; empty for one who left. */
  authorDetail: string;
  body: string;
  version: number;
  createdAt: Date;
  editedAt: Date | null;
  deleted: boolean;
  /** It came as the answer to a mail. */
  byMail: boolean;
  /** Of what moderation hid: by which right, and why. Its text is empty. */
  hidden: { as: string; reason: string } | null;
}

function selectMessages(db: Db) {
  return db
    .selectFrom('messages')
    .leftJoin('accounts', 'accounts.id', 'messages.author_id')
    .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .select([
      'messages.id',
      'messages.thread_id as threadId',
      'messages.number',
      'messages.author_id as authorId',
      'messages.version',
      'messages.created_at as createdAt',
      'messages.edited_at as editedAt',
      sql<string>`coalesce(accounts.name, ${deletedName})`.as('authorName'),
      sql<string>`concat_ws(', ', nullif(accounts.function_title, ''),
        coalesce(authorities.name, organisations.acronym, organisations.name, accounts.affiliation_label))`.as(
        'authorDetail',
      ),
      sql<boolean>`messages.deleted_at is not null`.as('deleted'),
      sql<boolean>`messages.mail_hash is not null`.as('byMail'),
      sql<Message['hidden']>`case when messages.hidden_at is not null then
        json_build_object('as', messages.hidden_as, 'reason', messages.hidden_reason) end`.as('hidden'),
      // What was deleted is not read by anybody any more.
      sql<string>`case when messages.deleted_at is null then messages.body else '' end`.as('body'),
    ]);
}

/** The messages of a page of the thread, oldest first. */
export async function listMessages(db: Db, threadId: string, page: number): Promise<Message[]> {
  const first = (page - 1) * messagesPerPage + 1;
  const messages = await selectMessages(db)
    .where('messages.thread_id', '=', threadId)
    .where('messages.number', '>=', first)
    .where('messages.number', '<', first + messagesPerPage)
    .orderBy('messages.number')
    .execute();
  return withoutHiddenQuotes(db, messages);
}

export async function findMessage(db: Db, id: string): Promise<Message | undefined> {
  const found = await selectMessages(db).where('messages.id', '=', id).execute();
  return (await withoutHiddenQuotes(db, found))[0];
}

export async function findMessageAt(db: Db, threadId: string, number: number): Promise<Message | undefined> {
  const found = await selectMessages(db)
    .where('messages.thread_id', '=', threadId)
    .where('messages.number', '=', number)
    .execute();
  return (await withoutHiddenQuotes(db, found))[0];
}

/** What a message said before, newest first. */
export async function messageVersions(db: Db, messageId: string) {
  const versions = await db
    .selectFrom('message_versions')
    .select(['version', 'body', 'replaced_at as replacedAt'])
    .where('message_id', '=', messageId)
    .orderBy('version', 'desc')
    .execute();
  return withoutHiddenQuotes(db, versions);
}
