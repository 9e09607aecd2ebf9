import { sql } from 'kysely';
import type { Db, MailState } from '../../platform/database/index.ts';

export const pageSize = 30;

export interface MailLine {
  id: string;
  recipient: string;
  subject: string;
  state: MailState;
  createdAt: Date;
}

export interface MailRead extends MailLine {
  text: string;
  expiresAt: Date | null;
  /** The event that goes along, as calendars read it. */
  invitation: string | null;
}

const columns = ['id', 'recipient', 'subject', 'state', 'created_at as createdAt'] as const;

/** Newest first. */
export async function listMails(db: Db, page: number): Promise<{ mails: MailLine[]; total: number }> {
  const [mails, count] = await Promise.all([
    db
      .selectFrom('outbox')
      .select(columns)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute(),
    db
      .selectFrom('outbox')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { mails, total: count.total };
}

export async function readMail(db: Db, id: string): Promise<MailRead | undefined> {
  return db
    .selectFrom('outbox')
    .select([
      ...columns,
      'body_text as text',
      'expires_at as expiresAt',
      sql<string | null>`calendar ->> 'content'`.as('invitation'),
    ])
    .where('id', '=', id)
    .executeTakeFirst();
}
