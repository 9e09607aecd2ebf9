import type { Db } from '../database/index.ts';
import { enqueueAll } from '../jobs/index.ts';
import { contentRow } from './revision.ts';

/** An event as calendars read it (RFC 5545), with what is asked of them (RFC 5546). */
export interface MailCalendar {
  method: 'REQUEST' | 'CANCEL';
  content: string;
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** Names the mail among all: a second one with the same key is never written. */
  key: string;
  headers?: Record<string, string>;
  /** An event that the reader's calendar takes in, or out. */
  calendar?: MailCalendar;
  /** For a mail that answers another: nothing that goes wrong on its way comes back, so that two machines never write to each other. */
  answersMail?: boolean;
  /** Past this time the mail says nothing true any more, and is cancelled rather than sent. */
  expiresAt?: Date;
}

const batch = 200;

/**
 * Writes a mail in the caller's transaction, to be sent once that commits. Returns false when this mail
 * was already written.
 */
export async function queueMail(tx: Db, mail: Mail): Promise<boolean> {
  return (await queueMails(tx, [mail])) === 1;
}

/** The same for many mails, in few statements. Returns how many were not written before. */
export async function queueMails(tx: Db, mails: readonly Mail[]): Promise<number> {
  // Always in the same order: two transactions that write the same mails then never wait for each other.
  const ordered = mails.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  let written = 0;
  for (let start = 0; start < ordered.length; start += batch) {
    const rows = await tx
      .insertInto('outbox')
      .values(ordered.slice(start, start + batch).map(rowOf))
      .onConflict((conflict) => conflict.constraint('outbox_key_once').doNothing())
      .returning('id')
      .execute();
    if (rows.length > 0) await enqueueMails(tx, rows);
    written += rows.length;
  }
  return written;
}

function rowOf(mail: Mail) {
  return {
    key: mail.key,
    recipient: mail.to,
    ...contentRow(mail),
    calendar: mail.calendar ? JSON.stringify(mail.calendar) : null,
    expires_at: mail.expiresAt ?? null,
    null_return_path: mail.answersMail ?? false,
  };
}

/** Has these mails sent as soon as can be, whatever was planned for them. */
export async function enqueueMails(tx: Db, mails: readonly { id: string }[]): Promise<void> {
  await enqueueAll(
    tx,
    'mail.send',
    mails.map(({ id }) => ({ payload: { id }, key: jobKey(id) })),
  );
}

export const jobKeyPrefix = 'mail:';

export function jobKey(id: string): string {
  return `${jobKeyPrefix}${id}`;
}
