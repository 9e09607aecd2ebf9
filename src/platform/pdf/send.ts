import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { RenderedPdf } from './compile.ts';

/**
 * Shows a document of ours in the browser, which may save it under `name`, in ASCII, without extension.
 * @param personal it is one person's: nobody keeps it on the way, whatever the address proves
 */
export function sendPdf(
  reply: FastifyReply,
  { content }: RenderedPdf,
  name: string,
  { personal = false }: { personal?: boolean } = {},
): FastifyReply {
  const { headers } = reply.request;
  const etag = `"${createHash('sha256').update(content).digest('base64url')}"`;
  reply
    .header('etag', etag)
    // Somebody who is signed in may see what others do not.
    .header('cache-control', cacheRule(personal, headers.cookie !== undefined))
    .header('vary', 'Cookie')
    .header('x-content-type-options', 'nosniff');
  if (headers['if-none-match'] === etag) return reply.code(304).send();
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${name}.pdf"`)
    .send(content);
}

const cacheRule = (personal: boolean, signedIn: boolean): string => {
  if (personal) return 'private, no-store';
  return signedIn ? 'private, no-cache' : 'public, max-age=300';
};
