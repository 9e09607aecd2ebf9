import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, found, sendDownload } from '../../../platform/http/index.ts';
import { onMessage } from '../access.ts';
import { findAttachment } from './queries.ts';

const ofAttachment = z.object({ id: fields.uuid, position: z.coerce.number().int().min(1).max(1000) });

/** The files of messages, for those who may read the thread. */
export function attachmentRoutes(app: App, deps: Deps): void {
  app.get(
    '/espace/messages/:id/pieces-jointes/:position',
    { config: { access: 'thread.read' }, schema: { params: ofAttachment } },
    async (request, answer) => {
      const { id, position } = request.params;
      const { message } = await onMessage(deps, request, id, 'thread.read');
      const file = found(
        await findAttachment(deps.db, message.id, position),
        'Cette pièce jointe n’existe pas.',
      );
      return sendDownload(request, answer, deps.files, file);
    },
  );
}
