import { createHmac, randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../../platform/deps.ts';
import { limitAttempts, networkOf } from '../../../platform/http/index.ts';

const hour = 3600;

/**
 * Counts what a visitor does without an account, by network. The address is hidden by a salt of the day that is then
 * forgotten: the counts that are left tell nothing about who came.
 */
export async function limitByNetwork(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { ip }: Pick<FastifyRequest, 'ip'>,
  limit: { name: string; max: number; seconds?: number },
): Promise<void> {
  const now = clock.now();
  const day = now.toISOString().slice(0, 10);
  await db
    .insertInto('survey_salts')
    .values({ day, salt: randomBytes(32) })
    .onConflict((conflict) => conflict.column('day').doNothing())
    .execute();
  const { salt } = await db
    .selectFrom('survey_salts')
    .select('salt')
    .where('day', '=', day)
    .executeTakeFirstOrThrow();
  const of = createHmac('sha256', salt).update(networkOf(ip)).digest('base64url');
  await limitAttempts(db, { of, seconds: hour, ...limit, now });
}

export async function purgeSalts({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const yesterday = new Date(clock.now().getTime() - 86_400_000).toISOString().slice(0, 10);
  await db.deleteFrom('survey_salts').where('day', '<', yesterday).execute();
}
