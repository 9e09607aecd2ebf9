import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type FileFamily, recognise } from './accepted.ts';
import type { BucketAddress } from './bucket-address.ts';
import { diskDrive, diskFailure } from './disk-drive.ts';
import { type ByteRange, type Drive, keyOf, type StoredObject, type Use } from './drive.ts';
import { BrokenUpload, EmptyFile, FileTooLarge, UnacceptedFile } from './errors.ts';
import { cleanFileName } from './file-name.ts';
import { type Patience, s3Drive } from './s3-drive.ts';

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

/** Every act throws StoreFailure when the place where files are kept does not answer, or refuses. */
export interface FileStore {
  /** Asks the place whether it is there and lets us do this. */
  check(use: Use): Promise<void>;
  /**
   * Streams a file into the store, without ever holding it in memory. Throws EmptyFile, FileTooLarge as soon as
   * it goes over `maxBytes`, UnacceptedFile or BrokenUpload; nothing is kept then. The stream is left open, for
   * the caller to let the rest flow away.
   */
  receive(stream: Readable, options: ReceiveOptions): Promise<ReceivedFile>;
  /** Throws MissingObject when the store has no such object, before anything is read. */
  read(storageKey: string, range?: ByteRange): Promise<Readable>;
  exists(storageKey: string): Promise<boolean>;
  delete(storageKey: string): Promise<void>;
  /** Every object of ours, and when it was last received. */
  list(signal?: AbortSignal): AsyncIterable<StoredObject>;
  /** When this very object was last received; null when it is gone. */
  receivedAt(storageKey: string, signal?: AbortSignal): Promise<Date | null>;
  /** Deletes what a process that was killed had begun to receive. */
  deleteUnfinished(before: Date): Promise<number>;
}

interface StoreSettings {
  folder: string;
  /** Null for this machine's disk. */
  bucket: BucketAddress | null;
  /** How long to wait for the bucket. */
  patience?: Patience;
}

/** Files on this machine's disk, or in an S3 bucket. Keys come from the content's hash: the same file is kept once. */
export function openFileStore({ folder, bucket, patience }: StoreSettings): FileStore {
  const incoming = join(folder, 'incoming');
  const drive: Drive = bucket ? s3Drive(bucket, patience) : diskDrive(join(folder, 'files'));
  const store: FileStore = {
    check: (use) => drive.check(use),
    async receive(stream, { name, maxBytes, accept }) {
      const path = join(incoming, randomUUID());
      try {
        await mkdir(incoming, { recursive: true, mode: 0o700 });
        const { bytes, sha256 } = await write(stream, path, maxBytes);
        const { family, broken, ...found } = await recognise(path, cleanFileName(name));
        if (accept && (!family || !accept.includes(family))) throw new UnacceptedFile(broken);
        const storageKey = keyOf(sha256);
        // Even when it is there: a fresh date keeps the sweep away until a row speaks of it.
        await drive.place(path, storageKey, bytes);
        return new ReceivedFile({ ...found, storageKey, bytes, sha256 }, store);
      } catch (error) {
        throw diskFailure(error);
      } finally {
        await rm(path, { force: true }).catch(() => {});
      }
    },
    read: (storageKey, range) => drive.read(storageKey, range),
    exists: async (storageKey) => (await drive.receivedAt(storageKey)) !== null,
    delete: (storageKey) => drive.delete(storageKey),
    list: (signal) => drive.list(signal),
    receivedAt: (storageKey, signal) => drive.receivedAt(storageKey, signal),
    async deleteUnfinished(before) {
      const names = await readdir(incoming).catch(() => []);
      let deleted = 0;
      for (const name of names) {
        const path = join(incoming, name);
        const found = await stat(path).catch(() => null);
        if (!found?.isFile() || found.mtime >= before) continue;
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
