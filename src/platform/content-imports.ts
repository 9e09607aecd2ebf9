import type { Db } from './database/index.ts';

/**
 * Runs `work` in one transaction, once in the life of the database: what people changed since is theirs,
 * a later start never writes over it.
 */
export async function loadOnce(db: Db, name: string, work: (tx: Db) => Promise<void>): Promise<boolean> {
  const known = await db
    .selectFrom('content_imports')
    .select('name')
    .where('name', '=', name)
    .executeTakeFirst();
  if (known) return false;
  await db.transaction().execute(async (tx) => {
    await work(tx);
    await tx.insertInto('content_imports').values({ name }).execute();
  });
  return true;
}

/** Makes a later start load it again. */
export async function forgetLoad(tx: Db, name: string): Promise<void> {
  await tx.deleteFrom('content_imports').where('name', '=', name).execute();
}
