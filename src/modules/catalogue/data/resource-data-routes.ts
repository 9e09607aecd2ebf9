import type { Deps } from '../../../platform/deps.ts';
import { type App, atomType, csvType } from '../../../platform/http/index.ts';
import { seen } from '../access.ts';
import { linksAt } from '../links/link-store.ts';
import { byResource } from '../list/list-query.ts';
import { resourceAsData } from '../resources/as-data.ts';
import { usesOf } from '../uses/uses.ts';
import { opinionsOf } from '../voices/voices.ts';
import { publicVersions, versionsAsCsv, versionsAsFeed } from './versions.ts';

const cached = { access: 'public', cache: true } as const;

/** A resource as data: itself, and what became of it. */
export function resourceDataRoutes(app: App, deps: Deps): void {
  const { db, settings } = deps;
  const path = '/catalogues/:catalogue/:slug';
  const options = { config: cached, schema: { params: byResource } };

  app.get(`${path}.json`, options, async ({ params }, reply) => {
    const resource = await seen(deps, params);
    const [links, opinions, uses] = await Promise.all([
      linksAt(db, [resource.url]),
      opinionsOf(db, resource.id),
      usesOf(db, resource.id, { page: 1, perPage: 1 }),
    ]);
    const data = { ...resourceAsData(resource, settings.publicUrl, links), opinions, uses: uses.total };
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(data));
  });

  app.get(`${path}.csv`, options, async ({ params }, reply) => {
    const resource = await seen(deps, params);
    return reply
      .type(csvType)
      .header('content-disposition', `attachment; filename="${resource.slug}.csv"`)
      .send(versionsAsCsv(await publicVersions(db, resource.id)));
  });

  app.get(`${path}.atom`, options, async ({ params }, reply) => {
    const resource = await seen(deps, params);
    return reply
      .type(atomType)
      .send(versionsAsFeed(resource, await publicVersions(db, resource.id), settings.publicUrl));
  });
}
