import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  fields,
  found,
  notFound,
  sendDownload,
  sendShown,
  shownImages,
} from '../../../platform/http/index.ts';
import { onMessage } from '../access.ts';
import { findAttachment } from './queries.ts';

const ofAttachment = z.object({ id: fields.uuid, position: z.coerce.number().int().min(1).max(100_000) });
const path = '/espace/messages/:id/pieces-jointes/:position';

/** The files of messages, for those who may read the thread. */
export function attachmentRoutes(app: App, deps: Deps): void {
  const asked = async (request: FastifyRequest, { id, position }: z.output<typeof ofAttachment>) => {
    const { message } = await onMessage(deps, request, id, 'thread.read', { hiddenToo: true });
    return found(await findAttachment(deps.db, message.id, position), 'Cette pièce jointe n’existe pas.');
  };

  app.get(
    path,
    { config: { access: 'thread.read' }, schema: { params: ofAttachment } },
    async (request, answer) => {
      return sendDownload(request, answer, deps.files, await asked(request, request.params));
    },
  );

  app.get(
    `${path}/apercu`,
    { config: { access: 'thread.read' }, schema: { params: ofAttachment } },
    async (request, answer) => {
      const file = await asked(request, request.params);
      if (!shownImages.has(file.mediaType)) notFound('Ce fichier n’a pas d’aperçu.');
      return sendShown(request, answer, deps.files, file);
    },
  );
}
