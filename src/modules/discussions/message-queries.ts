import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { deletedName } from '../identity/index.ts';
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
  /** Of what another than its author deleted: by which right, and why. */
  removal: { as: string; reason: string } | null;
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
      sql<Message['removal']>`case when messages.removed_as is not null then
        json_build_object('as', messages.removed_as, 'reason', messages.removal_reason) end`.as('removal'),
      // What was deleted is not read by anybody any more.
      sql<string>`case when messages.deleted_at is null then messages.body else '' end`.as('body'),
    ]);
}

/** The messages of a page of the thread, oldest first. */
export async function listMessages(db: Db, threadId: string, page: number): Promise<Message[]> {
  const first = (page - 1) * messagesPerPage + 1;
  return selectMessages(db)
    .where('messages.thread_id', '=', threadId)
    .where('messages.number', '>=', first)
    .where('messages.number', '<', first + messagesPerPage)
    .orderBy('messages.number')
    .execute();
}

export async function findMessage(db: Db, id: string): Promise<Message | undefined> {
  return selectMessages(db).where('messages.id', '=', id).executeTakeFirst();
}

export async function findMessageAt(db: Db, threadId: string, number: number): Promise<Message | undefined> {
  return selectMessages(db)
    .where('messages.thread_id', '=', threadId)
    .where('messages.number', '=', number)
    .executeTakeFirst();
}

/** What a message said before, newest first. */
export async function messageVersions(db: Db, messageId: string) {
  return db
    .selectFrom('message_versions')
    .select(['version', 'body', 'replaced_at as replacedAt'])
    .where('message_id', '=', messageId)
    .orderBy('version', 'desc')
    .execute();
}
