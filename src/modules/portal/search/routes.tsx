import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, pageCount, pagingOf } from '../../../platform/http/index.ts';
import { searchEntries } from '../../../platform/search/index.ts';
import { marked } from '../../../ui/index.ts';
import { findAuthorities } from './authorities.ts';
import { kinds, searchHref } from './kinds.ts';
import { SearchView } from './views/search.tsx';

const perPage = 20;
const pagesFor = (total: number): number => pageCount(total, perPage);

const querystring = z.object({
  q: fields.searchText,
  type: z
    .enum(kinds.map(({ word }) => word))
    .nullable()
    .catch(null),
  page: fields.pageNumber,
});

type Query = z.output<typeof querystring>;

export function searchRoutes(app: App, deps: Deps): void {
  const config = { access: 'public' } as const;

  app.get('/recherche', { config, schema: { querystring } }, async (request, reply) => {
    const { q, type, page } = request.query;
    const found = await search(deps, request.query);
    const pages = pagesFor(found.total);
    if (page > pages) return reply.redirect(searchHref(q, type, pages), 302);
    return reply.page(
      {
        title: q === '' ? 'Rechercher' : `Rechercher « ${q} »`,
        noindex: true,
        breadcrumb: [{ label: 'Recherche' }],
      },
      <SearchView
        query={q}
        type={type}
        page={page}
        pages={pages}
        hasGroups={request.actor?.state === 'active'}
        {...found}
      />,
    );
  });

  app.get('/recherche.json', { config, schema: { querystring } }, async (request) => {
    const { q, page } = request.query;
    const { hits, authorities, total, ...rest } = await search(deps, request.query);
    const { publicUrl } = deps.settings;
    return {
      query: q,
      ...pagingOf(request, publicUrl, { total, page, pages: pagesFor(total) }),
      ...rest,
      items: hits.map(({ kind, title, url, excerpt }) => ({
        kind,
        title,
        url: publicUrl + url,
        excerpt: marked(excerpt)
          .map(({ text }) => text)
          .join(''),
      })),
      authorities: authorities.map(({ label, detail, href }) => ({ label, detail, url: publicUrl + href })),
    };
  });
}

async function search({ db }: Deps, { q, type, page }: Query) {
  const kind = kinds.find(({ word }) => word === type)?.kind;
  const result = await searchEntries(db, q, {
    audiences: ['public'],
    kind,
    first: ['group', 'page'],
    limit: perPage,
    offset: (page - 1) * perPage,
  });
  const authorities =
    type === null && page === 1 && q !== ''
      ? await findAuthorities(db, q, {
          limit: 5,
          nearOnes: result.total === 0 || result.partial,
          likeness: result.total === 0,
        })
      : [];
  return { ...result, authorities };
}
