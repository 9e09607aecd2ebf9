import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { excerpt, renderMarkdown } from '../../platform/markdown/index.ts';
import { publishedMeasures } from '../agenda/index.ts';
import { keeperOf, mayIn, seen } from './access.ts';
import { resourceAsData } from './as-data.ts';
import { catalogueHref, catalogues, resourceHref } from './catalogues.ts';
import { byResource } from './list-query.ts';
import { placesOf } from './list-routes.tsx';
import type { CataloguePagesAbove } from './pages-above.ts';
import { similarTo } from './similar.ts';
import { taxonomy } from './taxonomy.ts';
import { ResourcePage } from './views/resource-page.tsx';

const cached = { access: 'public', cache: true } as const;

export function resourceRoutes(app: App, deps: Deps, above: CataloguePagesAbove): void {
  app.get(
    '/catalogues/:catalogue/:slug',
    { config: cached, schema: { params: byResource } },
    async (request, reply) => {
      const resource = await seen(deps, request.params);
      const catalogue = catalogues[resource.catalogue];
      const [known, similar, measures, group, mayEdit, section] = await Promise.all([
        taxonomy(deps),
        similarTo(deps, resource),
        publishedMeasures(deps),
        keeperOf(deps, catalogue),
        mayIn(deps, request.actor, 'resource.edit', resource.catalogue),
        above.section?.(deps, resource, request.headers.cookie ? request : null),
      ]);
      const here = resourceHref(resource);
      return reply.page(
        {
          title: resource.title,
          description: excerpt(resource.summary, 200),
          canonical: here,
          noindex: !resource.published,
          breadcrumb: [
            { label: 'Catalogues', href: '/catalogues' },
            { label: catalogue.title, href: catalogueHref(catalogue.slug) },
            { label: resource.title },
          ],
          alternates: [{ type: 'application/json', href: `${here}.json` }],
        },
        <ResourcePage
          resource={resource}
          start={resource.start === null ? null : renderMarkdown(resource.start)}
          known={known}
          places={await placesOf(deps, [resource, ...similar])}
          similar={similar}
          measures={measures.filter(({ slug }) => resource.measures.includes(slug))}
          group={group}
          mayEdit={mayEdit}
          above={section}
        />,
      );
    },
  );

  app.get(
    '/catalogues/:catalogue/:slug.json',
    { config: cached, schema: { params: byResource } },
    async ({ params }, reply) => {
      const resource = await seen(deps, params);
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(resourceAsData(resource, deps.settings.publicUrl)));
    },
  );
}
