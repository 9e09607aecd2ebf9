import { createHash } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Db } from '../database/index.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

type Encoding = 'br' | 'gzip' | 'identity';

interface Entry {
  readonly bodies: Record<Encoding, Buffer>;
  readonly headers: Record<Encoding, Record<string, string>>;
  readonly etag: string;
  readonly keepUntil: number;
}

/** Pages say "today" and "since": none is kept longer than this. */
const keepFor = 60_000;
/** Of 87 KB this makes 12.7 in 6 ms; the next that gain anything, 12.5 in 34 ms: more than the page itself takes. */
const brotliQuality = 5;
const maxBytes = 64 * 1024 * 1024;

/**
 * Public pages kept compressed, by address, until the content changes. Every change anywhere empties it:
 * simpler than knowing what depends on what, and a page is rendered again in a millisecond.
 */
export class PageCache {
  #entries = new Map<string, Entry>();
  #bytes = 0;
  #generation = 0;
  /** Addresses being compressed: of many visitors who come at once after a change, one pays for it. */
  #compressing = new Set<string>();
  /** False while nobody would tell us of a change made by another process. */
  #enabled: boolean;

  constructor(enabled = true) {
    this.#enabled = enabled;
  }

  enable(enabled: boolean): void {
    this.#enabled = enabled;
    this.clear();
  }

  clear(): void {
    this.#generation += 1;
    if (this.#entries.size === 0) return;
    this.#entries.clear();
    this.#bytes = 0;
  }

  get generation(): number {
    return this.#generation;
  }

  /** False while a change could go unnoticed: nothing may be kept. */
  get enabled(): boolean {
    return this.#enabled;
  }

  get(url: string): Entry | undefined {
    const entry = this.#entries.get(url);
    if (entry && entry.keepUntil < Date.now()) {
      this.#drop(url, entry);
      return undefined;
    }
    return entry;
  }

  /** Keeps a page rendered while the content was at `generation`; a change in between drops it. */
  async put(url: string, body: string, headers: Record<string, string>, generation: number): Promise<void> {
    if (!this.#enabled || generation !== this.#generation || this.#compressing.has(url)) return;
    const identity = Buffer.from(body);
    this.#compressing.add(url);
    const [br, gz] = await Promise.all([
      compressBrotli(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
      compressGzip(identity),
    ]).finally(() => this.#compressing.delete(url));
    if (generation !== this.#generation) return;
    const bodies = { br, gzip: gz, identity };
    const withLength = (encoding: Encoding): Record<string, string> => ({
      ...headers,
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
      'content-length': String(bodies[encoding].length),
    });
    const size = br.length + gz.length + identity.length;
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes + size <= maxBytes) break;
      this.#drop(oldest, entry);
    }
    const previous = this.#entries.get(url);
    if (previous) this.#drop(url, previous);
    this.#entries.set(url, {
      bodies,
      headers: { br: withLength('br'), gzip: withLength('gzip'), identity: withLength('identity') },
      etag: headers.etag ?? '',
      keepUntil: Date.now() + keepFor,
    });
    this.#bytes += size;
  }

  #drop(url: string, entry: Entry): void {
    this.#entries.delete(url);
    this.#bytes -= entry.bodies.br.length + entry.bodies.gzip.length + entry.bodies.identity.length;
  }
}

/**
 * A reading of the content that many pages share, kept as they are: until the content changes, a minute at most.
 * Those who ask while it runs share it; one that fails is not kept.
 */
export function keptWithContent<T>(
  read: (db: Db) => Promise<T>,
): (from: { db: Db; pageCache: PageCache }) => Promise<T> {
  const kept = new WeakMap<PageCache, { generation: number; keepUntil: number; value: Promise<T> }>();
  return ({ db, pageCache }) => {
    const known = kept.get(pageCache);
    if (known && known.generation === pageCache.generation && known.keepUntil >= Date.now())
      return known.value;
    const value = read(db);
    if (pageCache.enabled) {
      kept.set(pageCache, { generation: pageCache.generation, keepUntil: Date.now() + keepFor, value });
      value.catch(() => {
        if (kept.get(pageCache)?.value === value) kept.delete(pageCache);
      });
    }
    return value;
  };
}

export function etagOf(body: string): string {
  return `"${createHash('sha1').update(body).digest('base64url')}"`;
}

const acceptable: Readonly<Record<Exclude<Encoding, 'identity'>, RegExp>> = {
  br: /\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/,
  gzip: /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/,
};

export function accepts(request: Asked, encoding: Exclude<Encoding, 'identity'>): boolean {
  return acceptable[encoding].test(request.headers['accept-encoding'] ?? '');
}

/** What of a request tells whether and how a kept page answers it. */
type Asked = Pick<IncomingMessage, 'method' | 'headers'>;

function encodingFor(request: Asked): Encoding {
  if (accepts(request, 'br')) return 'br';
  return accepts(request, 'gzip') ? 'gzip' : 'identity';
}

/** True for a request whose answer may be shared: nothing in it says who asks. */
export function isAnonymousRead(request: Asked): boolean {
  return (request.method === 'GET' || request.method === 'HEAD') && !request.headers.cookie;
}

/** The address; without what follows `?` where the page takes no notice of it, so that one page is kept once. */
export function cacheKey(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  return request.routeOptions.schema?.querystring ? url : url.replace(/\?.*$/s, '');
}

/**
 * A server that answers with a kept page, when it has just the one, before anything else looks at the request;
 * every other request goes to `handler`. `answered` hears of the former.
 * Less work than from the router's first hook, which still serves what is asked for with an odd query.
 */
export function serverWithKeptPages(
  cache: PageCache,
  handler: RequestListener,
  answered: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const server = createServer((request, response) => {
    // While it closes, the handler's own rules for connections hold.
    const entry = server.listening && isAnonymousRead(request) ? cache.get(request.url ?? '') : undefined;
    if (!entry) return handler(request, response);
    answer(request, response, entry);
    answered(request, response);
  });
  return server;
}

/** Serves kept pages, keeps new ones, and forgets all of them after an unsafe request. */
export function keepPublicPages(app: FastifyInstance, cache: PageCache): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.routeOptions.config.cache || !isAnonymousRead(request)) return done();
    const entry = cache.get(cacheKey(request));
    if (!entry) return done();
    reply.hijack();
    answer(request.raw, reply.raw, entry);
  });
  app.addHook('onResponse', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD' || reply.statusCode >= 400) return;
    if (!request.routeOptions.config.writesNothing) cache.clear();
  });
}

function answer(request: Asked, response: ServerResponse, entry: Entry): void {
  if (request.headers['if-none-match'] === entry.etag) {
    const { 'content-length': _, 'content-encoding': __, ...headers } = entry.headers.identity;
    response.writeHead(304, headers).end();
    return;
  }
  const encoding = encodingFor(request);
  response.writeHead(200, entry.headers[encoding]);
  response.end(request.method === 'HEAD' ? undefined : entry.bodies[encoding]);
}
