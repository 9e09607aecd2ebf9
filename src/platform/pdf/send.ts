import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { RenderedPdf } from './compile.ts';

/** Shows a document of ours in the browser, which may save it under `name`, in ASCII, without extension. */
export function sendPdf(reply: FastifyReply, { content }: RenderedPdf, name: string): FastifyReply {
  const { headers } = reply.request;
  const etag = `"${createHash('sha256').update(content).digest('base64url')}"`;
  reply
    .header('etag', etag)
    // Somebody who is signed in may see what others do not.
    .header('cache-control', headers.cookie ? 'private, no-cache' : 'public, max-age=300')
    .header('vary', 'Cookie')
    .header('x-content-type-options', 'nosniff');
  if (headers['if-none-match'] === etag) return reply.code(304).send();
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${name}.pdf"`)
    .send(content);
}
