import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, fields, found } from '../../platform/http/index.ts';
import { renderPdf, sendPdf } from '../../platform/pdf/index.ts';
import { askToOpen, can, findGroup, spaceMeta } from '../groups/index.ts';
import { signedIn } from '../identity/index.ts';
import { handoverPack } from './handover/pack.ts';
import { HandoverPage } from './views/handover.tsx';

const schema = { params: z.object({ slug: fields.slug }) };
const config = { access: 'group.edit' } as const;

/** What a copilot hands over to a successor: a page to read or print, and the same as a PDF. */
export function handoverRoutes(app: App, deps: Deps): void {
  const packOf = async (request: FastifyRequest, slug: string) => {
    const group = found(await findGroup(deps.db, slug), 'Ce groupe n’existe pas.');
    askToOpen(request.actor, group);
    authorise(request, 'group.edit', can(request.actor, 'group.edit', group));
    return { group, pack: await handoverPack(deps, group, signedIn(request).id) };
  };
  const path = '/espace/groupes/:slug/passation';

  app.get(path, { config, schema }, async (request, reply) => {
    const { group, pack } = await packOf(request, request.params.slug);
    reply.header('cache-control', 'no-store');
    return reply.page(spaceMeta(group, 'Passation'), <HandoverPage group={group} pack={pack} />);
  });

  app.get(`${path}.pdf`, { config, schema }, async (request, reply) => {
    const { group, pack } = await packOf(request, request.params.slug);
    return sendPdf(reply, await renderPdf(pack), `passation-${group.slug}`, { personal: true });
  });
}
