import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import { enqueueAll } from '../jobs/index.ts';
import { readableTypes } from './formats.ts';

/** Asks for the words of these files to be read (task `file.read-text`, `{ sha256 }`); each content is read once. */
export async function askForTexts(tx: Db, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return;
  const { rows } = await sql<{ sha256: string }>`
    insert into file_texts (sha256)
    select distinct sha256 from stored_files
    where id = any(${fileIds}::uuid[]) and media_type = any(${readableTypes}::text[])
    on conflict do nothing returning sha256`.execute(tx);
  if (rows.length > 0)
    await enqueueAll(
      tx,
      'file.read-text',
      rows.map(({ sha256 }) => ({ payload: { sha256 }, key: `file-text:${sha256}` })),
    );
}

/** Forgets the words of files that no row speaks of any more; returns how many. */
export async function forgetTexts(tx: Db): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from file_texts where not exists (select from stored_files where stored_files.sha256 = file_texts.sha256)`.execute(
    tx,
  );
  return Number(numAffectedRows);
}
