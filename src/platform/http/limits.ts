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
    throw new TooMany(
      limit.message ?? `Trop de tentatives. Réessayez dans ${waitWords(retryAfter)}.`,
      retryAfter,
    );
  }
}

const quarter = 15 * 60;
const day = 24 * 3600;

/** Counts a request, by somebody who need not have an account, to write to an address: by network, and by address. */
export async function limitMailRequests(
  db: Db,
  { name, ip, address, now }: { name: string; ip: string; address: string; now: Date },
): Promise<void> {
  await limitAttempts(db, { name: `${name} ip`, of: networkOf(ip), max: 20, seconds: quarter, now });
  await limitAttempts(db, { name, of: address, max: 5, seconds: day, now });
}

function waitWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes > 90) return `${Math.ceil(minutes / 60)} heures`;
  return `${minutes} minute${minutes > 1 ? 's' : ''}`;
}

/** Forgets the counts of windows that are over. */
export async function purgeAttempts(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('rate_limits').where('window_start', '<', before).execute();
}

/**
 * What a limit on a visitor counts: the address itself in IPv4, its first 64 bits in IPv6, since a single
 * subscriber holds all of those.
 */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped?.[1]) return mapped[1];
  if (!ip.includes(':')) return ip;
  const [head = '', tail] = (ip.split('%')[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(gap).fill('0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
