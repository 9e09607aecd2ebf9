import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { S3Driver } from 'flydrive/drivers/s3';
import type { Db } from '../database/index.ts';

/** A file that has reached the store, but that no row speaks of yet. */
export class ReceivedFile {
  readonly storageKey: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;

  constructor(file: { storageKey: string; name: string; mediaType: string; bytes: number; sha256: string }) {
    this.storageKey = file.storageKey;
    this.name = file.name;
    this.mediaType = file.mediaType;
    this.bytes = file.bytes;
    this.sha256 = file.sha256;
  }
}

export class EmptyFile extends Error {}
export class FileTooLarge extends Error {}

export interface FileStore {
  /**
   * Streams a file into the store, without ever holding it in memory.
   * Throws EmptyFile, or FileTooLarge as soon as it goes over `maxBytes`; nothing is kept then.
   */
  receive(stream: Readable, options: { name: string; maxBytes: number }): Promise<ReceivedFile>;
  read(storageKey: string): Promise<Readable>;
  exists(storageKey: string): Promise<boolean>;
  delete(storageKey: string): Promise<void>;
}

/**
 * Files on this machine's disk, or in an S3 bucket given as `s3://key:secret@host/bucket?region=…`
 * (`s3+http://` for a server without TLS). Keys come from the content's hash: the same file is kept once.
 */
export function openFileStore(settings: { folder: string; s3Url: string | null }): FileStore {
  const incoming = join(settings.folder, 'incoming');
  const disk = new Disk(
    settings.s3Url ? s3Driver(settings.s3Url) : diskDriver(join(settings.folder, 'files')),
  );
  return {
    async receive(stream, { name, maxBytes }) {
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      const path = join(incoming, randomUUID());
      const hash = createHash('sha256');
      let bytes = 0;
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.length;
          hash.update(chunk);
          done(bytes > maxBytes ? new FileTooLarge() : null, chunk);
        },
      });
      try {
        await pipeline(stream, measure, createWriteStream(path, { mode: 0o600, flush: true }));
        if (bytes === 0) throw new EmptyFile();
        const sha256 = hash.digest('hex');
        const storageKey = `${sha256.slice(0, 2)}/${sha256}`;
        if (!(await disk.exists(storageKey))) await disk.putStream(storageKey, createReadStream(path));
        const safeName = cleanFileName(name);
        return new ReceivedFile({
          storageKey,
          name: safeName,
          mediaType: await mediaTypeOf(path, safeName),
          bytes,
          sha256,
        });
      } finally {
        await rm(path, { force: true });
      }
    },
    read: (storageKey) => disk.getStream(storageKey),
    exists: (storageKey) => disk.exists(storageKey),
    delete: (storageKey) => disk.delete(storageKey),
  };
}

/** Writes the row of a received file, in the caller's transaction. Returns its id. */
export async function keepFile(tx: Db, file: ReceivedFile): Promise<string> {
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

function diskDriver(location: string) {
  return new FSDriver({ location, visibility: 'private' });
}

function s3Driver(address: string) {
  const url = new URL(address);
  return new S3Driver({
    credentials: {
      accessKeyId: decodeURIComponent(url.username),
      secretAccessKey: decodeURIComponent(url.password),
    },
    endpoint: `${url.protocol === 's3:' ? 'https' : 'http'}://${url.host}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    bucket: url.pathname.slice(1),
    forcePathStyle: true,
    visibility: 'private',
    supportsACL: false,
  });
}

/** The last part of whatever path the browser sent, without what a shell, a header or a file system would trip on. */
export function cleanFileName(name: string): string {
  const last = basename(name.replaceAll('\\', '/')).normalize('NFC');
  const cleaned = last
    .replace(/[\p{Cc}"'<>|:*?/\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/^\.+/, '')
    .trim();
  if (cleaned.length <= 150) return cleaned || 'fichier';
  const dot = cleaned.lastIndexOf('.');
  const extension = dot > 0 && cleaned.length - dot <= 10 ? cleaned.slice(dot) : '';
  return cleaned.slice(0, 150 - extension.length) + extension;
}

/** Text formats have no signature: only these extensions are believed, the rest is anonymous data. */
const textTypes: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
  ics: 'text/calendar',
  svg: 'image/svg+xml',
};

async function mediaTypeOf(path: string, name: string): Promise<string> {
  const detected = await fileTypeFromFile(path);
  if (detected) return detected.mime;
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return textTypes[extension] ?? 'application/octet-stream';
}
