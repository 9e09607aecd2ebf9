import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, found, pageCount, pagingOf } from '../../../platform/http/index.ts';
import { excerpt, renderMarkdown } from '../../../platform/markdown/index.ts';
import { oembedAlternate } from '../embed/oembed-routes.ts';
import { taxonomy } from '../facets/taxonomy.ts';
import { linksAt } from '../links/link-store.ts';
import { placesOf } from '../places.ts';
import { selectionAsData } from './as-data.ts';
import { selectionMeta } from './crumbs.ts';
import { seenSelection, unknownSelection } from './on-selection.ts';
import { authorsFor, selectionsKeptBy } from './policy.ts';
import { bySlug, draftsOf, findSelection, itemsOf, listSelections, selectionHref } from './selection.ts';
import { versionsOf } from './versions.ts';
import { SelectionHistory } from './views/history.tsx';
import { SelectionPage } from './views/selection-page.tsx';
import { SelectionsPage } from './views/selections-page.tsx';

const cached = { access: 'public', cache: true } as const;
const perPage = 30;

/** Ordered lists of resources, read by all; made by those who keep a catalogue, and by associations for their members. */
export function selectionRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const { publicUrl } = deps.settings;
  const querystring = z.object({ page: fields.pageNumber });

  app.get('/selections', { config: cached, schema: { querystring } }, async ({ query, actor }, reply) => {
    const keeping = await selectionsKeptBy(deps, actor);
    const [{ items, total }, drafts] = await Promise.all([
      listSelections(db, { limit: perPage, offset: (query.page - 1) * perPage }),
      draftsOf(db, { ...keeping, organisation: keeping.organisation?.slug ?? null }),
    ]);
    return reply.page(
      selectionMeta('Sélections', undefined, {
        description: 'Des ressources bien choisies, dans l’ordre, pour une situation.',
        canonical: '/selections',
        alternates: [{ type: 'application/json', href: '/selections.json' }],
      }),
      <SelectionsPage
        items={items}
        total={total}
        drafts={drafts}
        page={query.page}
        pages={pageCount(total, perPage)}
        mayCreate={authorsFor(keeping).size > 0}
      />,
    );
  });

  app.get('/selections.json', { config: cached, schema: { querystring } }, async (request, reply) => {
    const { page } = request.query;
    const { items, total } = await listSelections(db, { limit: perPage, offset: (page - 1) * perPage });
    const paging = pagingOf(request, publicUrl, { total, page, pages: pageCount(total, perPage) });
    const data = items.map(({ slug, title, author, startUp, count, updatedAt }) => ({
      slug,
      page: publicUrl + selectionHref({ slug }),
      title,
      author: { name: author.name, organisation: author.kind === 'organisation' ? author.slug : null },
      start_up: startUp,
      resources: count,
      updated_at: updatedAt.toISOString(),
    }));
    return reply.type('application/json; charset=utf-8').send(JSON.stringify({ ...paging, items: data }));
  });

  app.get('/selections/:slug', { config: cached, schema: { params: bySlug } }, async (request, reply) => {
    const { selection, mayEdit } = await seenSelection(deps, request, request.params.slug);
    const items = await itemsOf(db, selection.id);
    const [known, places] = await Promise.all([
      taxonomy(deps),
      placesOf(
        deps,
        items.map(({ resource }) => resource),
      ),
    ]);
    const here = selectionHref(selection);
    return reply.page(
      selectionMeta(selection.title, selection, {
        description: excerpt(selection.introduction, 200),
        canonical: here,
        noindex: !selection.published,
        alternates: selection.published
          ? [
              { type: 'application/json', href: `${here}.json` },
              oembedAlternate(publicUrl, here, selection.title),
            ]
          : [],
      }),
      <SelectionPage
        selection={selection}
        introduction={renderMarkdown(selection.introduction)}
        items={items}
        known={known}
        places={places}
        mayEdit={mayEdit}
      />,
    );
  });

  app.get(
    '/selections/:slug.json',
    { config: cached, schema: { params: bySlug } },
    async ({ params }, reply) => {
      const selection = found(await findSelection(db, params.slug), unknownSelection);
      const urls = selection.items.map(({ resource }) => resource.url);
      const [links, known] = await Promise.all([linksAt(db, urls), taxonomy(deps)]);
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(selectionAsData(selection, known, publicUrl, links)));
    },
  );

  app.get(
    '/selections/:slug/historique',
    { config: cached, schema: { params: bySlug, querystring } },
    async (request, reply) => {
      const { selection, mayEdit } = await seenSelection(deps, request, request.params.slug);
      const { page } = request.query;
      const { versions, total } = await versionsOf(db, selection.id, {
        drafts: mayEdit,
        limit: perPage,
        offset: (page - 1) * perPage,
      });
      return reply.page(
        selectionMeta('Historique', selection, { noindex: !selection.published }),
        <SelectionHistory
          selection={selection}
          versions={versions}
          total={total}
          page={page}
          pages={pageCount(total, perPage)}
          keeps={mayEdit}
        />,
      );
    },
  );
}
