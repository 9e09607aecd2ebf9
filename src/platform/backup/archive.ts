import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';

/** What the operator can mend, in one French line. */
export class RestoreError extends Error {}

/** The files of an archive, one after the other: each is read to its end before the next. */
export async function* entries(path: string): AsyncGenerator<{ name: string; body: Readable }> {
  const archive = extract();
  const source = createReadStream(path);
  // What breaks in there breaks the archive too, which tells its reader.
  const feeding = pipeline(source, createGunzip(), archive);
  feeding.catch(() => {});
  try {
    for await (const entry of readable(archive, path)) {
      yield { name: entry.header.name, body: Readable.from(readable(entry, path)) };
    }
    await feeding.catch((error: unknown) => {
      throw unreadable(path, error);
    });
  } finally {
    source.destroy();
  }
}

async function* readable<T>(stream: AsyncIterable<T>, path: string): AsyncGenerator<T> {
  const iterator = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await iterator.next().catch((error: unknown) => {
        throw unreadable(path, error);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

function unreadable(path: string, error: unknown): RestoreError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Record<string, string> = {
    ENOENT: 'est introuvable',
    EACCES: 'ne peut pas être lue par ce compte',
    EISDIR: 'est un dossier',
    Z_BUF_ERROR: 'est incomplète',
  };
  return new RestoreError(`L’archive ${basename(path)} ${reasons[code] ?? 'est abîmée'}.`, { cause: error });
}
