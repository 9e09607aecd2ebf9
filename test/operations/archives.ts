import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip, gzipSync } from 'node:zlib';
import { extract, pack } from 'tar-stream';

export interface Entry {
  name: string;
  body: Buffer;
}

/** What a backup holds. */
export async function readArchive(path: string): Promise<Entry[]> {
  const archive = extract();
  const feeding = pipeline(createReadStream(path), createGunzip(), archive);
  const entries: Entry[] = [];
  for await (const entry of archive) {
    entries.push({ name: entry.header.name, body: await buffer(entry) });
  }
  await feeding;
  return entries;
}

export async function writeArchive(path: string, entries: readonly Entry[]): Promise<void> {
  const archive = pack();
  for (const { name, body } of entries) archive.entry({ name }, body);
  archive.finalize();
  await writeFile(path, gzipSync(await buffer(archive)));
}
