import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type FileFamily, recognise } from './accepted.ts';
import { type ByteRange, diskDrive, s3Drive } from './drives.ts';
import { BrokenUpload, EmptyFile, FileTooLarge, UnacceptedFile } from './errors.ts';
import { cleanFileName } from './file-name.ts';

interface StoredContent {
  storageKey: string;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
}

/** A file that has reached the store, but that no row speaks of yet. */
export class ReceivedFile {
  readonly storageKey: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly isStored: () => Promise<boolean>;

  constructor(file: StoredContent, store: Pick<FileStore, 'exists'>) {
    this.storageKey = file.storageKey;
    this.name = file.name;
    this.mediaType = file.mediaType;
    this.bytes = file.bytes;
    this.sha256 = file.sha256;
    this.isStored = () => store.exists(file.storageKey);
  }
}

interface ReceiveOptions {
  name: string;
  maxBytes: number;
  /** Families of files taken; without it, anything is, under its detected type. */
  accept?: readonly FileFamily[];
}

export interface FileStore {
  /**
   * Streams a file into the store, without ever holding it in memory. Throws EmptyFile, FileTooLarge as soon as
   * it goes over `maxBytes`, UnacceptedFile or BrokenUpload; nothing is kept then. The stream is left open, for
   * the caller to let the rest flow away.
   */
  receive(stream: Readable, options: ReceiveOptions): Promise<ReceivedFile>;
  /** Throws when the store has no such object, before anything is read. */
  read(storageKey: string, range?: ByteRange): Promise<Readable>;
  exists(storageKey: string): Promise<boolean>;
  delete(storageKey: string): Promise<void>;
  /** Every object, and when it was last received. */
  list(): AsyncIterable<{ storageKey: string; receivedAt: Date }>;
  /** When this very object was last received; null when it is gone. */
  receivedAt(storageKey: string): Promise<Date | null>;
  /** Deletes what a process that was killed had begun to receive. */
  deleteUnfinished(before: Date): Promise<number>;
}

/**
 * Files on this machine's disk, or in an S3 bucket given as `s3://key:secret@host/bucket?region=…`
 * (`s3+http://` for a server without TLS). Keys come from the content's hash: the same file is kept once.
 */
export function openFileStore(settings: { folder: string; s3Url: string | null }): FileStore {
  const incoming = join(settings.folder, 'incoming');
  const drive = settings.s3Url ? s3Drive(settings.s3Url) : diskDrive(join(settings.folder, 'files'));
  const { disk } = drive;

  async function receivedAt(storageKey: string): Promise<Date | null> {
    if (!(await disk.exists(storageKey))) return null;
    return (await disk.getMetaData(storageKey)).lastModified;
  }

  const store: FileStore = {
    async receive(stream, { name, maxBytes, accept }) {
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      const path = join(incoming, randomUUID());
      try {
        const { bytes, sha256 } = await write(stream, path, maxBytes);
        const { family, broken, ...found } = await recognise(path, cleanFileName(name));
        if (accept && (!family || !accept.includes(family))) throw new UnacceptedFile(broken);
        const storageKey = `${sha256.slice(0, 2)}/${sha256}`;
        // Even when it is there: a fresh date keeps the sweep away until a row speaks of it.
        await drive.place(path, storageKey, bytes);
        return new ReceivedFile({ ...found, storageKey, bytes, sha256 }, store);
      } finally {
        await rm(path, { force: true });
      }
    },
    read: (storageKey, range) => drive.read(storageKey, range),
    exists: (storageKey) => disk.exists(storageKey),
    delete: (storageKey) => disk.delete(storageKey),
    async *list() {
      let paginationToken: string | undefined;
      do {
        const page = await disk.listAll('/', { recursive: true, paginationToken });
        for (const object of page.objects) {
          if (!object.isFile) continue;
          const { lastModified } = await object.getMetaData();
          yield { storageKey: object.key, receivedAt: lastModified };
        }
        paginationToken = page.paginationToken;
      } while (paginationToken);
    },
    receivedAt,
    async deleteUnfinished(before) {
      const names = await readdir(incoming).catch(() => []);
      let deleted = 0;
      for (const name of names) {
        const path = join(incoming, name);
        const found = await stat(path).catch(() => null);
        if (!found || found.mtime >= before) continue;
        await rm(path, { force: true });
        deleted += 1;
      }
      return deleted;
    },
  };
  return store;
}

/** Writes a stream to a file as it comes; the slower of the two sets the pace. */
async function write(
  stream: Readable,
  path: string,
  maxBytes: number,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* measured(): AsyncGenerator<Buffer> {
    const source = stream.iterator({ destroyOnReturn: false });
    try {
      for (;;) {
        const next = await source.next().catch((cause: unknown) => {
          throw new BrokenUpload('the file stopped half-way', { cause });
        });
        if (next.done) return;
        const chunk = Buffer.from(next.value);
        bytes += chunk.length;
        if (bytes > maxBytes) throw new FileTooLarge();
        hash.update(chunk);
        yield chunk;
      }
    } finally {
      await source.return?.();
    }
  }
  await pipeline(measured, createWriteStream(path, { mode: 0o600, flush: true }));
  if (bytes === 0) throw new EmptyFile();
  return { bytes, sha256: hash.digest('hex') };
}
