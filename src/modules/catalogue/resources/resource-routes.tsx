import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../../platform/deps.ts';
import type { App } from '../../../platform/http/index.ts';
import { excerpt, renderMarkdown } from '../../../platform/markdown/index.ts';
import { publishedMeasures } from '../../agenda/index.ts';
import { findAuthority } from '../../territories/index.ts';
import { keeperOf, mayIn, seen } from '../access.ts';
import { catalogueHref, catalogues, resourceHref } from '../catalogues.ts';
import { resourceAsSchema, schemaContext } from '../data/schema-org.ts';
import { oembedAlternate } from '../embed/oembed-routes.ts';
import { taxonomy } from '../facets/taxonomy.ts';
import { linksAt } from '../links/link-store.ts';
import { byResource } from '../list/list-query.ts';
import type { CataloguePagesAbove } from '../pages-above.ts';
import { placesOf } from '../places.ts';
import { can } from '../policy.ts';
import { useBy, usesOf } from '../uses/uses.ts';
import { UsesSection } from '../uses/views/uses.tsx';
import { Voices } from '../voices/views/voices.tsx';
import { opinionsOf, speakerOf, voiceOf } from '../voices/voices.ts';
import type { Resource } from './resource.ts';
import { similarTo } from './similar.ts';
import { ResourcePage, resourceExports } from './views/resource-page.tsx';

const cached = { access: 'public', cache: true } as const;

export function resourceRoutes(app: App, deps: Deps, above: CataloguePagesAbove): void {
  app.get(
    '/catalogues/:catalogue/:slug',
    { config: cached, schema: { params: byResource } },
    async (request, reply) => {
      const resource = await seen(deps, request.params);
      const catalogue = catalogues[resource.catalogue];
      const [known, similar, measures, group, mayEdit, said, used, links, section] = await Promise.all([
        taxonomy(deps),
        similarTo(deps, resource),
        publishedMeasures(deps),
        keeperOf(deps, catalogue),
        mayIn(deps, request.actor, 'resource.edit', resource.catalogue),
        saidOf(deps, request, resource),
        usedBy(deps, request, resource),
        linksAt(deps.db, [resource.url]),
        above.section?.(deps, resource, request.headers.cookie ? request : null),
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
          voices={resource.published && <Voices resource={resource} {...said} />}
          uses={
            <UsesSection
              resource={resource}
              open={resource.published}
              visitor={request.actor === null}
              {...used}
            />
          }
          link={links.get(resource.url)}
          above={section}
          data={{
            '@context': schemaContext,
            ...resourceAsSchema(resource, known, places, deps.settings.publicUrl),
          }}
        />,
      );
    },
  );
}

const namedOnPage = 10;

/** What people found of a resource, and what this reader said. */
async function saidOf({ db }: Deps, request: FastifyRequest, { id }: Resource) {
  const speaker = speakerOf(request);
  const [opinions, own] = await Promise.all([opinionsOf(db, id), speaker ? voiceOf(db, id, speaker) : null]);
  return { opinions, own };
}

/** Who uses a resource, and what the reader's authority says of that. */
async function usedBy({ db }: Deps, { actor }: FastifyRequest, { id }: Resource) {
  const authorityId = can(actor, 'resource.use', null) ? (actor?.authorityId ?? null) : null;
  const [uses, authority, use] = await Promise.all([
    usesOf(db, id, { page: 1, perPage: namedOnPage }),
    authorityId === null ? undefined : findAuthority(db, authorityId),
    authorityId === null ? null : useBy(db, id, authorityId),
  ]);
  return { uses, own: authority ? { authority, use } : null };
}
