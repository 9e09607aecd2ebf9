import { randomBytes } from 'node:crypto';
import type { Db } from './database/index.ts';

/** A secret of this instance, made the first time that somebody asks for it; the same for all of its processes. */
export async function instanceSecret(db: Db, name: string): Promise<Buffer> {
  await db
    .insertInto('instance_secrets')
    .values({ name, secret: randomBytes(32) })
    .onConflict((conflict) => conflict.constraint('instance_secrets_once').doNothing())
    .execute();
  const row = await db
    .selectFrom('instance_secrets')
    .select('secret')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.secret;
}
