import { buffer } from 'node:stream/consumers';
import type { Db } from '../database/index.ts';
import { type FileStore, MissingObject } from '../files/index.ts';
import { UnreadableFile, wordsOfFile } from './reading.ts';

/** Larger files are pictures, most often. */
const largest = 60 * 1024 * 1024;

/** What is kept of a file. */
interface KeptText {
  state: 'read' | 'empty' | 'unreadable';
  text: string;
}

/** Reads the words of a file that waits for it, and keeps them; nothing is done for one that was read before, or is gone. */
export async function readFileText(db: Db, store: FileStore, sha256: string): Promise<void> {
  const file = await db
    .selectFrom('file_texts')
    .innerJoin('stored_files', 'stored_files.sha256', 'file_texts.sha256')
    .where('file_texts.sha256', '=', sha256)
    .where('file_texts.state', '=', 'waiting')
    .select(['storage_key', 'media_type', 'bytes'])
    .limit(1)
    .executeTakeFirst();
  if (!file) return;
  const kept = await keptOf(store, file);
  await db.updateTable('file_texts').set(kept).where('sha256', '=', sha256).execute();
}

async function keptOf(
  store: FileStore,
  file: { storage_key: string; media_type: string; bytes: number | bigint },
): Promise<KeptText> {
  if (file.bytes > largest) return { state: 'unreadable', text: '' };
  try {
    const bytes = new Uint8Array(await buffer(await store.read(file.storage_key)));
    const text = await wordsOfFile({ bytes, mediaType: file.media_type });
    return text === '' ? { state: 'empty', text } : { state: 'read', text };
  } catch (error) {
    // A store that does not answer is asked again later.
    if (error instanceof UnreadableFile || error instanceof MissingObject)
      return { state: 'unreadable', text: '' };
    throw error;
  }
}
