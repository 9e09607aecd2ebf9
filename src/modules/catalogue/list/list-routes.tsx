import type { Deps } from '../../../platform/deps.ts';
import { type App, atomOf, atomType, csvType } from '../../../platform/http/index.ts';
import { exportsOf } from '../../../ui/index.ts';
import { type Catalogue, catalogues, resourceHref } from '../catalogues.ts';
import { keepingOf } from '../contributions/keeping.ts';
import { oembedAlternate } from '../embed/oembed-routes.ts';
import type { CataloguePagesAbove } from '../pages-above.ts';
import { placesOf } from '../places.ts';
import { type Resource, resourcesByIds } from '../resources/resource.ts';
import { resourcesAsCsv } from './as-csv.ts';
import { byCatalogue, isNarrowed, listHref, listQuery } from './list-query.ts';
import { latestFirst, listResources, pageOf, readFilter } from './listing.ts';
import { CataloguePage } from './views/catalogue-page.tsx';

const cached = { access: 'public', cache: true } as const;
const perPage = 20;
const mostInFeed = 50;

export function listRoutes(app: App, deps: Deps, above: CataloguePagesAbove): void {
  const { publicUrl } = deps.settings;
  const schema = { params: byCatalogue, querystring: listQuery };

  app.get('/catalogues/:catalogue', { config: cached, schema }, async ({ params, query, actor }, reply) => {
    const catalogue = catalogues[params.catalogue];
    const filter = await readFilter(deps, catalogue, query);
    const listing = await listResources(deps, catalogue, filter);
    const page = await pageOf(deps, listing.ids, query.page, perPage);
    const kept = await keepingOf(deps, actor);
    const href = (ending: '.json' | '.csv' | '.atom' | '.jsonld') =>
      listHref(catalogue.slug, filter.asked, { ending });
    const exports = exportsOf({ json: href('.json'), csv: href('.csv'), atom: href('.atom') });
    return reply.page(
      {
        title: `Catalogue ${catalogue.of}`,
        description: catalogue.lead,
        canonical: listHref(catalogue.slug, filter.asked, { page: page.page }),
        noindex: isNarrowed(filter.asked),
        breadcrumb: [{ label: 'Catalogues', href: '/catalogues' }, { label: catalogue.title }],
        alternates: [
          ...exports.map(({ type, href: of }) => ({ type, href: of })),
          { type: 'application/ld+json', href: href('.jsonld') },
          oembedAlternate(publicUrl, listHref(catalogue.slug, filter.asked), `Catalogue ${catalogue.of}`),
        ],
      },
      <CataloguePage
        catalogue={catalogue}
        filter={filter}
        listing={listing}
        page={page}
        places={await placesOf(deps, page.items)}
        exports={exports}
        keeping={kept.find(({ slug }) => slug === catalogue.slug) ?? null}
        links={above.links?.(catalogue.slug) ?? []}
      />,
    );
  });

  app.get('/catalogues/:catalogue.csv', { config: cached, schema }, async ({ params, query }, reply) => {
    const catalogue = catalogues[params.catalogue];
    const listing = await listResources(deps, catalogue, await readFilter(deps, catalogue, query));
    const resources = await resourcesByIds(deps.db, listing.ids);
    return reply
      .type(csvType)
      .header('content-disposition', `attachment; filename="catalogue-${catalogue.slug}.csv"`)
      .send(resourcesAsCsv(resources, listing.taxonomy, await placesOf(deps, resources), publicUrl));
  });

  app.get('/catalogues/:catalogue.atom', { config: cached, schema }, async ({ params, query }, reply) => {
    const catalogue = catalogues[params.catalogue];
    const filter = await readFilter(deps, catalogue, { ...query, tri: undefined });
    const { ids } = await listResources(deps, catalogue, filter);
    const { items } = await pageOf(deps, await latestFirst(deps, ids), 1, mostInFeed);
    return reply
      .type(atomType)
      .send(feedOf(catalogue, items, listHref(catalogue.slug, filter.asked), publicUrl));
  });
}

function feedOf(
  catalogue: Catalogue,
  resources: readonly Resource[],
  href: string,
  publicUrl: string,
): string {
  return atomOf({
    title: `Catalogue ${catalogue.of} : nouveautés`,
    description: catalogue.lead,
    url: publicUrl + href,
    feedUrl: publicUrl + href.replace(`/${catalogue.slug}`, `/${catalogue.slug}.atom`),
    publicUrl,
    entries: resources.map((resource) => ({
      id: `${publicUrl}${resourceHref(resource)}`,
      title: resource.title,
      link: publicUrl + resourceHref(resource),
      updated: resource.updatedAt,
      published: resource.createdAt,
      summary: [resource.summary, resource.producer],
    })),
  });
}
