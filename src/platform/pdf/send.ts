import type { FastifyReply } from 'fastify';
import type { RenderedPdf } from './render.ts';

/** Shows a document of ours in the browser, which may save it under `name`, in ASCII, without extension. */
export function sendPdf(reply: FastifyReply, { content }: RenderedPdf, name: string): FastifyReply {
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${name}.pdf"`)
    .header('cache-control', 'public, max-age=300')
    .header('x-content-type-options', 'nosniff')
    .send(content);
}
