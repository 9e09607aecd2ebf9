import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type BucketAddress, readBucketAddress } from '../src/platform/files/index.ts';

/**
 * `silent` takes questions and never answers; `half-silent` stops in the middle of an object; a key that lacks a right
 * is denied one method.
 */
type Behaviour = 'well' | 'silent' | 'half-silent' | { status: number; code: string } | { denies: string };

/** A bucket in memory, behind a server that speaks enough of S3. */
export interface Bucket {
  /** For S3_URL. */
  url: string;
  /** The same, read. */
  address: BucketAddress;
  objects: Map<string, Buffer>;
  behave(behaviour: Behaviour): void;
  /** Resolves when the next question comes in. */
  asked(): Promise<void>;
  close(): Promise<void>;
}

export async function openBucket(): Promise<Bucket> {
  const objects = new Map<string, Buffer>();
  const questions = new EventEmitter();
  let behaviour: Behaviour = 'well';

  const listing = () => {
    const entries = [...objects].map(
      ([name, content]) =>
        `<Contents><Key>${encodeURIComponent(name)}</Key><LastModified>${new Date().toISOString()}</LastModified><ETag>x</ETag><Size>${content.length}</Size></Contents>`,
    );
    return `<ListBucketResult><IsTruncated>false</IsTruncated>${entries.join('')}</ListBucketResult>`;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    questions.emit('asked');
    if (behaviour === 'silent') return request.resume();
    const refuse = (status: number, code: string) =>
      response.writeHead(status).end(code && `<Error><Code>${code}</Code><Message>non</Message></Error>`);
    if (typeof behaviour === 'object') {
      if ('status' in behaviour) return refuse(behaviour.status, behaviour.code);
      if (behaviour.denies === request.method) {
        await buffer(request);
        return refuse(403, request.method === 'HEAD' ? '' : 'AccessDenied');
      }
    }
    const { pathname } = new URL(request.url ?? '/', 'http://s3');
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=clef/'))
      return refuse(403, 'InvalidAccessKeyId');
    const [, name, key = ''] = /^\/([^/]*)(?:\/(.*))?$/.exec(decodeURIComponent(pathname)) ?? [];
    if (name !== 'seau') return refuse(404, 'NoSuchBucket');
    if (request.method === 'PUT') {
      objects.set(key, await buffer(request));
      return response.writeHead(200, { etag: '"x"' }).end();
    }
    if (request.method === 'DELETE') {
      objects.delete(key);
      return response.writeHead(204).end();
    }
    if (key === '') return response.writeHead(200, { 'content-type': 'application/xml' }).end(listing());
    const object = objects.get(key);
    if (!object) return refuse(404, request.method === 'HEAD' ? '' : 'NoSuchKey');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const body = range ? object.subarray(Number(range[1]), Number(range[2]) + 1) : object;
    response.writeHead(range ? 206 : 200, {
      'content-length': body.length,
      'last-modified': new Date().toUTCString(),
    });
    if (behaviour === 'half-silent') return response.write(body.subarray(0, body.length / 2));
    return response.end(request.method === 'HEAD' ? undefined : body);
  };

  const serve = (request: IncomingMessage, response: ServerResponse) => {
    // Whoever asked is gone.
    answer(request, response).catch(() => response.destroy());
  };
  const server = createServer(serve);
  // A large object is announced first.
  server.on('checkContinue', (request, response) => {
    if (behaviour === 'well') response.writeContinue();
    serve(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const listening = server.address();
  const port = typeof listening === 'object' && listening ? listening.port : 0;
  const url = `s3+http://clef:secret@127.0.0.1:${port}/seau`;
  const address = readBucketAddress(url);
  if (!address) throw new Error('not an address');
  return {
    url,
    address,
    objects,
    behave: (next) => {
      behaviour = next;
    },
    asked: async () => {
      await once(questions, 'asked');
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
