import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import type { App } from '../../../platform/http/index.ts';
import { seen } from '../access.ts';
import { catalogues } from '../catalogues.ts';
import { taxonomy } from '../facets/taxonomy.ts';
import { byCatalogue, byResource, listHref } from '../list/list-query.ts';
import { listResources, pageOf, readFilter } from '../list/listing.ts';
import { placesOf } from '../places.ts';
import { asDcat, type Kept } from './dcat.ts';
import { listDataQuery } from './list-data-routes.ts';
import { listAsSchema, resourceAsSchema, schemaContext } from './schema-org.ts';

const cached = { access: 'public', cache: true } as const;
export const linkedDataType = 'application/ld+json; charset=utf-8';

/** The catalogues in JSON-LD: each resource and list in the words of schema.org, the whole in those of DCAT. */
export function linkedDataRoutes(app: App, deps: Deps): void {
  const { db, settings } = deps;
  const { publicUrl } = settings;

  app.get('/catalogues.jsonld', { config: cached }, async (_request, reply) =>
    reply.type(linkedDataType).send(JSON.stringify(asDcat(await datesOf(db), publicUrl))),
  );

  app.get(
    '/catalogues/:catalogue.jsonld',
    { config: cached, schema: { params: byCatalogue, querystring: listDataQuery.omit({ apres: true }) } },
    async ({ params, query }, reply) => {
      const catalogue = catalogues[params.catalogue];
      const filter = await readFilter(deps, catalogue, query);
      const { ids, taxonomy: known } = await listResources(deps, catalogue, filter);
      const { items, total, page } = await pageOf(deps, ids, query.page, query.nombre);
      const href = listHref(catalogue.slug, filter.asked, { page });
      const places = await placesOf(deps, items);
      const about = { catalogue: catalogue.slug, href, total, known, places, publicUrl };
      const list = listAsSchema(items, { ...about, before: (page - 1) * query.nombre });
      return reply.type(linkedDataType).send(JSON.stringify(list));
    },
  );

  app.get(
    '/catalogues/:catalogue/:slug.jsonld',
    { config: cached, schema: { params: byResource } },
    async ({ params }, reply) => {
      const resource = await seen(deps, params);
      const places = await placesOf(deps, [resource]);
      const data = resourceAsSchema(resource, await taxonomy(deps), places, publicUrl);
      return reply.type(linkedDataType).send(JSON.stringify({ '@context': schemaContext, ...data }));
    },
  );
}

async function datesOf(db: Db): Promise<Map<string, Kept>> {
  const rows = await db
    .selectFrom('resources')
    .select(({ fn }) => [
      'catalogue',
      fn.min<Date>('created_at').as('issued'),
      fn.max<Date>('updated_at').as('modified'),
    ])
    .where('published', '=', true)
    .groupBy('catalogue')
    .execute();
  return new Map(rows.map(({ catalogue, ...kept }) => [catalogue, kept]));
}
