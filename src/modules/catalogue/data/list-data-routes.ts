import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { type App, pagingOf, Refusal } from '../../../platform/http/index.ts';
import { catalogues } from '../catalogues.ts';
import { linksAt } from '../links/link-store.ts';
import { byCatalogue, listHref, listQuery } from '../list/list-query.ts';
import { listResources, pageOf, readFilter } from '../list/listing.ts';
import { listAsData } from '../resources/as-data.ts';
import { type Resource, resourcesByIds } from '../resources/resource.ts';

const usualCount = 20;
const mostInPage = 100;

/** `apres` that asks for the first resources. */
const start = 'debut';

/** The filters of the page; how many at a time; and a cursor, for who reads everything. */
export const listDataQuery = listQuery.extend({
  nombre: z.coerce.number().int().min(1).max(mostInPage).catch(usualCount).default(usualCount),
  apres: z.union([z.literal(start), z.uuid()]).optional(),
});

export function listDataRoutes(app: App, deps: Deps): void {
  const { publicUrl } = deps.settings;
  app.get(
    '/catalogues/:catalogue.json',
    {
      config: { access: 'public', cache: true },
      schema: { params: byCatalogue, querystring: listDataQuery },
    },
    async (request, reply) => {
      const { params, query } = request;
      const catalogue = catalogues[params.catalogue];
      const filter = await readFilter(deps, catalogue, query);
      const listing = await listResources(deps, catalogue, filter);
      const { resources, paging } =
        query.apres === undefined
          ? await byPage(deps, request, listing.ids, query)
          : await byCursor(deps, request, listing.ids, { after: query.apres, count: query.nombre });
      const href = listHref(catalogue.slug, filter.asked);
      const title = `Catalogue ${catalogue.of}`;
      const links = await linksAt(
        deps.db,
        resources.map(({ url }) => url),
      );
      const data = listAsData({ resources, listing, links, paging, title, href, publicUrl });
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(data));
    },
  );
}

async function byPage(
  { db, settings }: Pick<Deps, 'db' | 'settings'>,
  request: FastifyRequest,
  ids: readonly string[],
  { page: asked, nombre }: { page: number; nombre: number },
) {
  const page = await pageOf({ db }, ids, asked, nombre);
  return { resources: page.items, paging: pagingOf(request, settings.publicUrl, page) };
}

/**
 * What comes after a resource, in the order in which they came: what is added meanwhile comes last, what is changed stays where
 * it was, so that a reader who follows `next` to its end misses nothing and reads nothing twice.
 */
async function byCursor(
  { db, settings }: Pick<Deps, 'db' | 'settings'>,
  { url }: FastifyRequest,
  ids: readonly string[],
  { after, count }: { after: string; count: number },
): Promise<{ resources: Resource[]; paging: { total: number; next: string | null } }> {
  const following = await idsAfter(db, ids, after, count + 1);
  const shown = following.slice(0, count);
  const next = new URL(url, settings.publicUrl);
  next.searchParams.delete('page');
  next.searchParams.set('apres', shown.at(-1) ?? after);
  return {
    resources: await resourcesByIds(db, shown),
    paging: { total: ids.length, next: following.length > count ? next.href : null },
  };
}

async function idsAfter(db: Db, ids: readonly string[], after: string, count: number): Promise<string[]> {
  const query = db
    .selectFrom('resources')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('created_at')
    .orderBy('id')
    .limit(count);
  if (after === start) return (await query.execute()).map(({ id }) => id);
  // The resource itself may have been withdrawn since: its row stays, and so does its place.
  const known = await db.selectFrom('resources').select('id').where('id', '=', after).executeTakeFirst();
  if (!known) throw new Refusal('Ce curseur n’est plus valable : recommencez avec apres=debut.', 'apres');
  const rows = await query
    .where(sql<boolean>`(created_at, id) > (select created_at, id from resources where id = ${after})`)
    .execute();
  return rows.map(({ id }) => id);
}
