import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, button, fields, limitAttempts, pageCount, Refusal } from '../../../platform/http/index.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { asKeeper, seen } from '../access.ts';
import { catalogueHref, catalogues, resourceHref } from '../catalogues.ts';
import { byCatalogue, byResource } from '../list/list-query.ts';
import { changesOf, countLinks, listLinks } from './link-queries.ts';
import { checkTask } from './link-tasks.ts';
import { type LinkView, linkViews } from './link-words.ts';
import { LinksPage } from './views/links.tsx';

const perPage = 25;

const linksQuery = z.object({
  vue: z.enum(linkViews).optional().catch(undefined),
  page: fields.pageNumber.default(1),
});

/** The links of a catalogue, for those who keep it. */
export function linkRoutes(app: App, deps: Deps): void {
  const { db, clock, settings } = deps;
  app.get(
    '/catalogues/:catalogue/liens',
    { config: { access: 'resource.edit' }, schema: { params: byCatalogue, querystring: linksQuery } },
    async (request, reply) => {
      await asKeeper(deps, 'resource.edit')(request, request.params);
      const catalogue = catalogues[request.params.catalogue];
      const counts = await countLinks(db, catalogue.slug);
      const view = request.query.vue ?? firstOf(counts);
      const pages = pageCount(counts.get(view) ?? 0, perPage);
      const page = Math.min(request.query.page, pages);
      const items = await listLinks(db, catalogue.slug, view, {
        limit: perPage,
        offset: (page - 1) * perPage,
      });
      const changes = await changesOf(
        db,
        items.map(({ url }) => url),
      );
      return reply.page(
        {
          title: `Liens du catalogue ${catalogue.of}`,
          noindex: true,
          breadcrumb: [
            { label: 'Catalogues', href: '/catalogues' },
            { label: catalogue.title, href: catalogueHref(catalogue.slug) },
            { label: 'Liens' },
          ],
        },
        <LinksPage
          {...{ catalogue, counts, view, items, changes, page, pages, isOn: settings.checksLinks }}
        />,
      );
    },
  );

  button(app, deps, {
    path: '/catalogues/:catalogue/:slug/lien/verification',
    access: 'resource.edit',
    params: byResource,
    load: async (request, params) => {
      const actor = await asKeeper(deps, 'resource.edit')(request, params);
      return { actor, resource: await seen(deps, params) };
    },
    guard: ({ thing: { actor } }) =>
      limitAttempts(db, { name: 'link check', of: actor.id, max: 30, seconds: 3600, now: clock.now() }),
    submit: async ({ tx, thing: { resource } }) => {
      if (!settings.checksLinks) throw new Refusal('La vérification des liens est arrêtée sur ce site.');
      await tx
        .insertInto('resource_links')
        .values({ url: resource.url, next_at: clock.now() })
        .onConflict((conflict) => conflict.column('url').doUpdateSet({ next_at: clock.now() }))
        .execute();
      await enqueue(tx, checkTask, {}, { key: checkTask });
      return {
        location: resourceHref(resource),
        notice: 'Le lien va être vérifié de nouveau, dans quelques minutes.',
      };
    },
  });
}

/** The most pressing that is not empty. */
const firstOf = (counts: ReadonlyMap<LinkView, number>): LinkView =>
  linkViews.find((view) => (counts.get(view) ?? 0) > 0) ?? 'morts';
