import { createReadStream } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Disk } from 'flydrive';
import { S3Driver } from 'flydrive/drivers/s3';
import type { BucketAddress } from './bucket-address.ts';
import { type Drive, ourKey, type Use } from './drive.ts';
import { MissingObject } from './errors.ts';
import { isAbsentObject, notS3, s3Failure, s3Forbidden } from './s3-errors.ts';

/** In milliseconds. `silence` is how long a server may send and take nothing; a slow transfer may last. */
export interface Patience {
  connection: number;
  silence: number;
}

const nothing = () => {};
/** What it would print on the console is also thrown. */
const quiet = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

// The library begins to count silence 3 s late: 15 s in all, and 30 for what it tries again.
const usual: Patience = { connection: 5_000, silence: 12_000 };

/** Written and deleted at once, to learn what the key may do. No file of ours has such a name. */
const trialKey = 'cordee-essai-des-droits';

/**
 * A bucket, through flydrive; ranges and interruptions, which it does not offer, and lists, where it refuses the names of
 * others, are asked of the client itself.
 */
export function s3Drive(address: BucketAddress, patience = usual): Drive {
  const { bucket: Bucket, endpoint, region, accessKeyId, secretAccessKey } = address;
  const client = new S3Client({
    credentials: { accessKeyId, secretAccessKey },
    endpoint,
    region,
    forcePathStyle: true,
    // Many servers other than Amazon's refuse bodies with trailing checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // A limit on the whole request would cut 50 MB on a slow line.
    requestHandler: { connectionTimeout: patience.connection, socketTimeout: patience.silence },
    // Somebody waits for the answer: two silences are enough.
    maxAttempts: 2,
    logger: quiet,
  });
  const disk = new Disk(new S3Driver({ client, bucket: Bucket, visibility: 'private', supportsACL: false }));
  return {
    async check(use: Use) {
      // Unlike a HEAD, the answer says why it refuses.
      const page = await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 })).catch(refused);
      if (page.IsTruncated === undefined) throw notS3();
      if (use === 'read') return;
      const tried = { Bucket, Key: trialKey };
      await client.send(new PutObjectCommand({ ...tried, Body: '' })).catch(forbidden('écrire'));
      try {
        await client.send(new HeadObjectCommand(tried)).catch(forbidden('lire'));
      } finally {
        await client.send(new DeleteObjectCommand(tried)).catch(forbidden('effacer'));
      }
    },
    async place(path, Key, bytes) {
      const Body = createReadStream(path);
      try {
        await disk.putStream(Key, Body, { contentLength: bytes });
      } catch (error) {
        throw s3Failure(error);
      } finally {
        Body.destroy();
      }
    },
    async read(Key, range) {
      const Range = range && `bytes=${range.start}-${range.end}`;
      const { Body } = await client
        .send(new GetObjectCommand({ Bucket, Key, Range }))
        .catch((error: unknown) => {
          if (isAbsentObject(error)) throw new MissingObject(Key, { cause: error });
          return refused(error);
        });
      if (!(Body instanceof Readable)) throw new Error(`no content for ${Key}`);
      return explained(Body);
    },
    async receivedAt(Key, abortSignal) {
      const found = await client
        .send(new HeadObjectCommand({ Bucket, Key }), { abortSignal })
        .catch((error: unknown) => (isAbsentObject(error) ? null : refused(error, abortSignal)));
      return found && (found.LastModified ?? new Date(0));
    },
    async delete(Key) {
      await disk.delete(Key).catch(refused);
    },
    async *list(abortSignal) {
      let ContinuationToken: string | undefined;
      do {
        // Encoded, for XML cannot hold every name that a bucket can.
        const page = await client
          .send(new ListObjectsV2Command({ Bucket, ContinuationToken, EncodingType: 'url' }), { abortSignal })
          .catch((error: unknown) => refused(error, abortSignal));
        for (const { Key, LastModified } of page.Contents ?? []) {
          const storageKey = Key?.replace(/%2F/i, '/') ?? '';
          if (ourKey.test(storageKey) && LastModified) yield { storageKey, receivedAt: LastModified };
        }
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken);
    },
  };
}

/** What breaks half-way through is told as what breaks at once. */
function explained(body: Readable): Readable {
  const told = new PassThrough();
  body.once('error', (error) => told.destroy(s3Failure(error)));
  told.once('close', () => body.destroy());
  return body.pipe(told);
}

function forbidden(act: string): (error: unknown) => never {
  return (error) => {
    throw s3Forbidden(error, act);
  };
}

function refused(error: unknown, signal?: AbortSignal): never {
  signal?.throwIfAborted();
  throw s3Failure(error);
}
