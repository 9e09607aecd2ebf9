import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import type { App } from '../../../platform/http/index.ts';
import { type CatalogueSlug, catalogues } from '../catalogues.ts';
import { catalogueMeta } from '../crumbs.ts';
import { byCatalogue } from '../list/list-query.ts';
import { confirmContribution, readConfirmation } from './contributing.ts';
import { ConfirmDone, ConfirmGone, ConfirmPage } from './views/confirm.tsx';

const path = '/catalogues/:catalogue/lien/:token';
const ofLink = byCatalogue.extend({ token: z.string().max(100) });

/** Mail scanners follow links: opening one changes nothing, the button of its page does, once. */
export function confirmingRoutes(app: App, deps: Deps): void {
  const { db, clock } = deps;

  app.get(
    path,
    { config: { access: 'public' }, schema: { params: ofLink } },
    async ({ params, url }, reply) => {
      const sent = await readConfirmation(db, params.catalogue, params.token, clock.now());
      if (!sent) return gone(reply, params.catalogue);
      reply.header('cache-control', 'no-store');
      return reply.page(
        catalogueMeta(params.catalogue, 'Confirmer'),
        <ConfirmPage catalogue={catalogues[params.catalogue]} sent={sent} action={url} />,
      );
    },
  );

  app.post(
    path,
    { config: { access: 'public' }, schema: { params: ofLink, body: z.unknown() } },
    async ({ params }, reply) => {
      const moment = { now: clock.now(), publicUrl: deps.settings.publicUrl };
      const sent = await db
        .transaction()
        .execute((tx) => confirmContribution(tx, params.catalogue, params.token, moment));
      if (!sent) return gone(reply, params.catalogue);
      reply.header('cache-control', 'no-store');
      return reply.page(
        catalogueMeta(params.catalogue, 'C’est confirmé'),
        <ConfirmDone catalogue={catalogues[params.catalogue]} sent={sent} />,
      );
    },
  );
}

function gone(reply: FastifyReply, catalogue: CatalogueSlug) {
  reply.header('cache-control', 'no-store').code(410);
  return reply.page(
    catalogueMeta(catalogue, 'Ce lien n’est plus valable'),
    <ConfirmGone catalogue={catalogues[catalogue]} />,
  );
}
