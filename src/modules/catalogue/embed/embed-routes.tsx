import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, openToAll } from '../../../platform/http/index.ts';
import { renderMarkdown } from '../../../platform/markdown/index.ts';
import { formatDate } from '../../../ui/index.ts';
import { seen } from '../access.ts';
import { catalogues, resourceHref } from '../catalogues.ts';
import { taxonomy } from '../facets/taxonomy.ts';
import { askedWords } from '../list/asked-words.ts';
import { byCatalogue, byResource, listHref } from '../list/list-query.ts';
import { listResources, pageOf, readFilter } from '../list/listing.ts';
import { bySlug, findSelection, type ShownSelection, selectionHref } from '../selections/selection.ts';
import { embedQuery, lookOf, selectionEmbedQuery, themeHref } from './embed-address.ts';
import { type Theme, themeQuery, themeSheet } from './theme.ts';
import { type EmbeddedList, EmbeddedListView, NoSelection } from './views/embedded-list.tsx';

const cached = { access: 'public', cache: true } as const;

/** What other sites show of the catalogues: documents to be framed, and the script of the web component. */
export function embedRoutes(app: App, deps: Deps): void {
  app.get(
    '/integrer/catalogues/:catalogue',
    { config: cached, schema: { params: byCatalogue, querystring: embedQuery } },
    async ({ params, query }, reply) => {
      const catalogue = catalogues[params.catalogue];
      const { nombre, theme } = lookOf(query);
      const filter = await readFilter(deps, catalogue, { ...query, page: 1 });
      const { ids, taxonomy: known } = await listResources(deps, catalogue, filter);
      const { items, total } = await pageOf(deps, ids, 1, nombre);
      const authorityName = filter.authority?.authority.name ?? null;
      return sendEmbeddedList(deps, reply, theme, {
        title: `Catalogue ${catalogue.of}`,
        href: listHref(catalogue.slug, filter.asked),
        under: askedWords({ asked: filter.asked, known, authorityName }).map(({ words }) => words),
        resources: items,
        total,
      });
    },
  );

  app.get(
    '/integrer/catalogues/:catalogue/:slug',
    { config: cached, schema: { params: byResource, querystring: z.object(themeQuery) } },
    async ({ params, query }, reply) => {
      const resource = await seen(deps, params);
      const catalogue = catalogues[resource.catalogue];
      return sendEmbeddedList(deps, reply, query, {
        title: `Catalogue ${catalogue.of}`,
        href: resourceHref(resource),
        under: resource.published ? [] : ['Cette ressource a été retirée du catalogue.'],
        resources: resource.published ? [resource] : [],
        total: resource.published ? 1 : 0,
      });
    },
  );

  app.get(
    '/integrer/selections/:slug',
    { config: cached, schema: { params: bySlug, querystring: selectionEmbedQuery } },
    async ({ params, query: { nombre, ...theme } }, reply) => {
      const selection = await findSelection(deps.db, params.slug);
      if (!selection) {
        const lean = { theme: themeHref(theme) };
        return reply.code(404).embed({ title: 'Sélection non publiée', lean }, <NoSelection />);
      }
      return sendEmbeddedList(deps, reply, theme, listOf(selection, nombre));
    },
  );

  // Colours come as a sheet of their own: the content policy of embeds lets in no inline style, and pages stay the same for all.
  app.get(
    '/integrer/theme.css',
    { config: cached, schema: { querystring: z.object(themeQuery) } },
    async ({ query }, reply) =>
      reply
        .type('text/css; charset=utf-8')
        .header('cache-control', 'public, max-age=86400')
        .send(themeSheet(query)),
  );

  app.get('/integrer/cordee-catalogue.js', { config: { access: 'public' } }, (_request, reply) =>
    openToAll(reply).sendFile('cordee-catalogue.js', { immutable: false, maxAge: '1h' }),
  );
}

function listOf(selection: ShownSelection, count: number | undefined): EmbeddedList {
  const { title, author, startUp, introduction, updatedAt, items } = selection;
  const whose = startUp ? 'Sélection de départ, que les copilotes n’ont pas encore relue' : author.name;
  return {
    title,
    href: selectionHref(selection),
    under: [whose, `à jour le ${formatDate(updatedAt)}`],
    introduction: renderMarkdown(introduction, { headingIds: false }),
    resources: items.slice(0, count).map(({ resource }) => resource),
    reasons: new Map(items.map(({ resource, note }) => [resource.id, note])),
    total: items.length,
  };
}

/** Answers a document that any site may frame, in the colours of its address. */
async function sendEmbeddedList(
  deps: Pick<Deps, 'db' | 'pageCache'>,
  reply: FastifyReply,
  theme: Theme,
  list: EmbeddedList,
): Promise<FastifyReply> {
  const known = await taxonomy(deps);
  return reply.embed(
    { title: list.title, canonical: list.href, lean: { theme: themeHref(theme) } },
    <EmbeddedListView list={list} known={known} />,
  );
}
