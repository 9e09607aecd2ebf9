import type { Deps } from '../../platform/deps.ts';
import type { App } from '../../platform/http/index.ts';
import { excerpt, renderMarkdown } from '../../platform/markdown/index.ts';
import { publishedMeasures } from '../agenda/index.ts';
import { keeperOf, mayIn, seen } from './access.ts';
import { catalogueHref, catalogues, resourceHref } from './catalogues.ts';
import { resourceAsSchema, schemaContext } from './data/schema-org.ts';
import { oembedAlternate } from './embed/oembed-routes.ts';
import { linksAt } from './links/link-store.ts';
import { byResource } from './list-query.ts';
import { placesOf } from './list-routes.tsx';
import { similarTo } from './similar.ts';
import { taxonomy } from './taxonomy.ts';
import { ResourcePage, resourceExports } from './views/resource-page.tsx';

const cached = { access: 'public', cache: true } as const;

export function resourceRoutes(app: App, deps: Deps): void {
  app.get(
    '/catalogues/:catalogue/:slug',
    { config: cached, schema: { params: byResource } },
    async (request, reply) => {
      const resource = await seen(deps, request.params);
      const catalogue = catalogues[resource.catalogue];
      const [known, similar, measures, group, mayEdit, links] = await Promise.all([
        taxonomy(deps),
        similarTo(deps, resource),
        publishedMeasures(deps),
        keeperOf(deps, catalogue),
        mayIn(deps, request.actor, 'resource.edit', resource.catalogue),
        linksAt(deps.db, [resource.url]),
      ]);
      const here = resourceHref(resource);
      const places = await placesOf(deps, [resource, ...similar]);
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
          alternates: [
            ...resourceExports(resource),
            ...(resource.published ? [oembedAlternate(deps.settings.publicUrl, here, resource.title)] : []),
          ],
        },
        <ResourcePage
          resource={resource}
          start={resource.start === null ? null : renderMarkdown(resource.start)}
          known={known}
          places={places}
          similar={similar}
          measures={measures.filter(({ slug }) => resource.measures.includes(slug))}
          group={group}
          mayEdit={mayEdit}
          link={links.get(resource.url)}
          data={{
            '@context': schemaContext,
            ...resourceAsSchema(resource, known, places, deps.settings.publicUrl),
          }}
        />,
      );
    },
  );
}
