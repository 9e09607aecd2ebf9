import { sql } from 'kysely';
import type { Db } from '../database/index.ts';

/** Nothing more leaves for this address, and the outbox no longer says what went there. */
export async function forgetRecipient(tx: Db, address: string): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ state: 'cancelled', last_error: 'compte supprimé' })
    .where('recipient', '=', address)
    .where('state', '=', 'queued')
    .execute();
  await tx
    .updateTable('outbox')
    .set({ recipient: '', subject: '', body_text: '', body_html: null, headers: '{}', calendar: null })
    .where('recipient', '=', address)
    .execute();
}

/** What these mails would say no longer holds: those that wait do not leave, and all lose their words. */
export async function cancelMails(tx: Db, keyPrefix: string): Promise<void> {
  const named = sql<boolean>`starts_with(key, ${keyPrefix})`;
  await tx
    .updateTable('outbox')
    .set({ state: 'cancelled', last_error: 'message supprimé' })
    .where(named)
    .where('state', '=', 'queued')
    .execute();
  await tx
    .updateTable('outbox')
    .set({ subject: '', body_text: '', body_html: null, calendar: null })
    .where(named)
    .execute();
}

/** Deletes mails that are done with: sent, cancelled or refused, and written before that date. */
export async function purgeOutbox(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('outbox').where('state', '<>', 'queued').where('created_at', '<', before).execute();
}
