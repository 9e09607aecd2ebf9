import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import { TooMany } from './errors.ts';

/**
 * Counts an attempt, and throws TooMany past `max` in the current window. The count is kept in the database,
 * so that it holds across processes, under a hash: no address is stored in clear.
 */
export async function limitAttempts(
  db: Db,
  limit: { name: string; of: string; max: number; seconds: number; now: Date; message?: string },
): Promise<void> {
  const window = limit.seconds * 1000;
  const start = new Date(Math.floor(limit.now.getTime() / window) * window);
  const key = createHash('sha256').update(`${limit.name}\n${limit.of}`).digest('base64url');
  const row = await db
    .insertInto('rate_limits')
    .values({ key, window_start: start, hits: 1 })
    .onConflict((conflict) =>
      conflict.constraint('rate_limits_one_window').doUpdateSet({ hits: sql`rate_limits.hits + 1` }),
    )
    .returning('hits')
    .executeTakeFirstOrThrow();
  if (row.hits > limit.max) {
    const retryAfter = Math.ceil((start.getTime() + window - limit.now.getTime()) / 1000);
    const minutes = Math.ceil(retryAfter / 60);
    throw new TooMany(
      limit.message ?? `Trop de tentatives. Réessayez dans ${minutes} minute${minutes > 1 ? 's' : ''}.`,
      retryAfter,
    );
  }
}
