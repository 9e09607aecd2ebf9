import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, found, notFound } from '../../../platform/http/index.ts';
import { deliverableAt } from '../../library/index.ts';
import { imageTypes } from './actions.ts';
import { findImage } from './queries.ts';

/** The images of pages; other stored files are not answered here, whatever their id. */
export function imageRoutes(app: App, deps: Deps): void {
  app.get(
    '/fichiers/:id',
    { config: { access: 'public' }, schema: { params: z.object({ id: fields.uuid }) } },
    // A file never changes under its id.
    async (request, reply) => send(deps, request, reply, `/fichiers/${request.params.id}`, 31_536_000),
  );

  // Where an imported page's own images and documents were.
  app.get(
    '/uploads/*',
    { config: { access: 'public' }, schema: { params: z.object({ '*': z.string().max(300) }) } },
    async (request, reply) => {
      const path = `/uploads/${request.params['*']}`;
      const deliverable = await deliverableAt(deps.db, path);
      if (deliverable) return reply.redirect(deliverable, 302);
      return send(deps, request, reply, path, 3600);
    },
  );
}

async function send(
  { db, files }: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  seconds: number,
): Promise<FastifyReply> {
  if (path.includes('\0')) notFound();
  const image = found(await findImage(db, path));
  if (!imageTypes.includes(image.media_type)) notFound();
  const etag = `"${image.sha256}"`;
  const known = request.headers['if-none-match'] === etag;
  // Before any header is set: an error page would carry them.
  const body = known ? null : await files.read(image.storage_key);
  reply.header('etag', etag).header('cache-control', `public, max-age=${seconds}`);
  if (!body) return reply.code(304).send();
  return reply
    .type(image.media_type)
    .header('content-length', image.bytes)
    .header('content-disposition', 'inline')
    .send(body);
}
