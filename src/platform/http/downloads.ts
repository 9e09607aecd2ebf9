import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ByteRange, FileStore } from '../files/index.ts';

export interface Download {
  storageKey: string;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
}

/**
 * Sends a stored file as an attachment, whole or in part. Whatever it holds, a browser saves it and runs nothing
 * of it. `count` is called once the store begins to give the file to somebody who downloads it.
 */
export async function sendDownload(
  request: FastifyRequest,
  reply: FastifyReply,
  store: FileStore,
  file: Download,
  count: () => Promise<void> = async () => {},
): Promise<FastifyReply> {
  return send(request, reply, store, file, {
    disposition: attachment(file.name),
    policy: "default-src 'none'; sandbox",
    count,
  });
}

/** Types that a page of ours may show as they are: nothing of them runs. SVG, which may, is none of them. */
export const shownImages: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
]);

/** Whether a page may show this file rather than only offer it. */
export function isShown(mediaType: string): boolean {
  return shownImages.has(mediaType) || mediaType === 'application/pdf';
}

/**
 * Sends a stored file to be shown by a page of ours: an image of the types above, or a PDF in a frame. A browser's own PDF
 * viewer does not open in a sandbox; the file, recognised by its content and told by its true type, is no page and loads nothing.
 */
export async function sendShown(
  request: FastifyRequest,
  reply: FastifyReply,
  store: FileStore,
  file: Download,
): Promise<FastifyReply> {
  if (!isShown(file.mediaType)) return sendDownload(request, reply, store, file);
  const isPdf = file.mediaType === 'application/pdf';
  if (isPdf) reply.header('x-frame-options', 'SAMEORIGIN');
  return send(request, reply, store, file, {
    disposition: attachment(file.name).replace('attachment', 'inline'),
    policy: isPdf
      ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
      : "default-src 'none'; sandbox",
    count: async () => {},
  });
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  store: FileStore,
  file: Download,
  { disposition, policy, count }: { disposition: string; policy: string; count: () => Promise<void> },
): Promise<FastifyReply> {
  const etag = `"${file.sha256}"`;
  const known = matches(request.headers['if-none-match'], etag);
  const range = known ? null : rangeOf(request, file.bytes, etag);
  // Before any header is set: an error page would carry them.
  const body =
    known || range === 'unsatisfiable' || request.method === 'HEAD'
      ? null
      : await store.read(file.storageKey, range ?? undefined);
  if (body && countsAsDownload(request)) {
    await count().catch((error: unknown) => {
      body.destroy();
      throw error;
    });
  }
  reply
    .header('etag', etag)
    .header('cache-control', 'private, no-cache')
    .header('accept-ranges', 'bytes')
    .header('content-security-policy', policy)
    .header('x-content-type-options', 'nosniff');
  if (known) return reply.code(304).send();
  reply.header('content-disposition', disposition).header('content-type', file.mediaType);
  if (range === 'unsatisfiable') {
    return reply.code(416).header('content-range', `bytes */${file.bytes}`).send();
  }
  reply.header('content-length', range ? range.end - range.start + 1 : file.bytes);
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${file.bytes}`);
  // An empty stream: with nothing at all, the length would be said to be nought.
  return reply.send(body ?? Readable.from([]));
}

function matches(header: string | undefined, etag: string): boolean {
  return (
    header?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag || one.trim() === '*') ?? false
  );
}

/** RFC 6266: a plain name for old programs, the true one for the others. */
export function attachment(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('’', "'")
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** One range of bytes (RFC 9110); several at once, or one of another version of the file, get the whole. */
function rangeOf(request: FastifyRequest, bytes: number, etag: string): ByteRange | 'unsatisfiable' | null {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range?.trim() ?? '');
  const condition = request.headers['if-range'];
  if (!asked || (condition !== undefined && condition !== etag)) return null;
  const [, first = '', last = ''] = asked;
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  return start >= bytes || (first === '' && Number(last) === 0) ? 'unsatisfiable' : { start, end };
}

const robots =
  /bot\b|bot[/;]|crawl|spider|slurp|preview|monitor|scan|fetch|curl|wget|python|headless|http-?client/i;

/** True for somebody who begins to download: not a robot, not the rest of a download, not a guess of the browser. */
function countsAsDownload({ headers }: FastifyRequest): boolean {
  if (headers.range !== undefined && !/^\s*bytes=0-/.test(headers.range)) return false;
  if (/prefetch|prerender/.test(`${headers['sec-purpose'] ?? ''}${headers.purpose ?? ''}`)) return false;
  const agent = headers['user-agent'] ?? '';
  return agent !== '' && !robots.test(agent);
}
