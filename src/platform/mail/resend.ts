import type { Db } from '../database/index.ts';
import { enqueue } from '../jobs/index.ts';

/** Sends once more a mail that failed, or may not have arrived: somebody decided so. False when it is neither. */
export async function resendMail(tx: Db, id: string): Promise<boolean> {
  const row = await tx
    .updateTable('outbox')
    .set({ state: 'queued', handed_over_at: null, last_error: null })
    .where('id', '=', id)
    .where('state', 'in', ['uncertain', 'failed'])
    .returning('id')
    .executeTakeFirst();
  if (!row) return false;
  await enqueue(tx, 'mail.send', { id: row.id }, { key: `mail:${row.id}` });
  return true;
}
