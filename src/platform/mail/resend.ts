import type { Db } from '../database/index.ts';
import { enqueueMails } from './queue.ts';

/** Sends once more a mail that failed, or may not have arrived: somebody decided so. False when it is neither. */
export async function resendMail(tx: Db, id: string): Promise<boolean> {
  const row = await tx
    .updateTable('outbox')
    .set({ state: 'queued', handed_over_at: null, delayed_since: null, last_error: null, held_up: false })
    .where('id', '=', id)
    .where('state', 'in', ['uncertain', 'failed'])
    .returning('id')
    .executeTakeFirst();
  if (!row) return false;
  await enqueueMails(tx, [row]);
  return true;
}
