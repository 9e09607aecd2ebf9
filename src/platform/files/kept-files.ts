import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import type { FileStore, ReceivedFile } from './store.ts';

/** Held by whoever gives a row to an object, or deletes an object without rows: never both at once. */
async function lockObject(tx: Db, storageKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`file:${storageKey}`}, 0))`.execute(tx);
}

/** Writes the row of a received file, in the caller's transaction. Returns its id. */
export async function keepFile(tx: Db, file: ReceivedFile): Promise<string> {
  await lockObject(tx, file.storageKey);
  if (!(await file.isStored())) throw new Error(`the store lost ${file.storageKey} before it was kept`);
  const row = await tx
    .insertInto('stored_files')
    .values({
      sha256: file.sha256,
      storage_key: file.storageKey,
      name: file.name,
      media_type: file.mediaType,
      bytes: file.bytes,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** A second row for the content of a kept file, for something else that holds it: each lives and goes by itself. Returns its id. */
export async function shareFile(tx: Db, fileId: string, name: string): Promise<string> {
  const file = await tx
    .selectFrom('stored_files')
    .select(['sha256', 'storage_key', 'media_type', 'bytes'])
    .where('id', '=', fileId)
    .executeTakeFirstOrThrow();
  await lockObject(tx, file.storage_key);
  const { id } = await tx
    .insertInto('stored_files')
    .values({ ...file, name })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Deletes the rows of files that nothing else mentions; the sweep deletes their content when no row is left. */
export async function forgetFiles(tx: Db, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length > 0) await tx.deleteFrom('stored_files').where('id', 'in', fileIds).execute();
}

/**
 * Deletes the objects that no row speaks of and that were received before `before`: forms that failed after
 * their file had come in, and files that people removed. With `signal`, it can be given up.
 */
export async function sweepFiles(
  db: Db,
  store: FileStore,
  before: Date,
  signal?: AbortSignal,
): Promise<number> {
  let deleted = await store.deleteUnfinished(before);
  for await (const { storageKey, receivedAt } of store.list(signal)) {
    signal?.throwIfAborted();
    if (receivedAt >= before || (await isKept(db, storageKey))) continue;
    await db.transaction().execute(async (tx) => {
      await lockObject(tx, storageKey);
      // It may have come in again meanwhile.
      const latest = await store.receivedAt(storageKey, signal);
      if (!latest || latest >= before || (await isKept(tx, storageKey))) return;
      await store.delete(storageKey);
      deleted += 1;
    });
  }
  return deleted;
}

async function isKept(db: Db, storageKey: string): Promise<boolean> {
  const row = await db
    .selectFrom('stored_files')
    .select('id')
    .where('sha256', '=', storageKey.slice(storageKey.indexOf('/') + 1))
    .where('storage_key', '=', storageKey)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
