import { createReadStream } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { S3Driver } from 'flydrive/drivers/s3';

/** First and last byte wanted, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Where stored files live, and the two acts that a disk and a bucket do each in its own way. */
export interface Drive {
  disk: Disk;
  /** Makes the file at `path` appear whole under `key`, at once or not at all; `path` may be gone afterwards. */
  place(path: string, key: string, bytes: number): Promise<void>;
  /** Throws before anything is sent when there is no such object. */
  read(key: string, range?: ByteRange): Promise<Readable>;
}

/** `incoming` must be on the same file system, so that a file appears by being renamed. */
export function diskDrive(location: string): Drive {
  const disk = new Disk(new FSDriver({ location, visibility: 'private' }));
  return {
    disk,
    async place(path, key) {
      const target = join(location, key);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await rename(path, target);
    },
    async read(key, range) {
      const handle = await open(join(location, key), 'r');
      return handle.createReadStream(range);
    },
  };
}

/** A bucket given as `s3://key:secret@host/bucket?region=…` (`s3+http://` for a server without TLS). */
export function s3Drive(address: string): Drive {
  const url = new URL(address);
  const bucket = url.pathname.slice(1);
  const client = new S3Client({
    credentials: {
      accessKeyId: decodeURIComponent(url.username),
      secretAccessKey: decodeURIComponent(url.password),
    },
    endpoint: `${url.protocol === 's3:' ? 'https' : 'http'}://${url.host}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    forcePathStyle: true,
    // Many servers other than Amazon's refuse bodies with trailing checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const disk = new Disk(new S3Driver({ client, bucket, visibility: 'private', supportsACL: false }));
  return {
    disk,
    place: (path, key, bytes) => disk.putStream(key, createReadStream(path), { contentLength: bytes }),
    async read(key, range) {
      const object = await client.send(
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          Range: range && `bytes=${range.start}-${range.end}`,
        }),
      );
      if (!(object.Body instanceof Readable)) throw new Error(`no content for ${key}`);
      return object.Body;
    },
  };
}
