import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../platform/deps.ts';
import { type App, found, notFound, pagingOf, sendDownload } from '../../platform/http/index.ts';
import { excerpt, renderMarkdown } from '../../platform/markdown/index.ts';
import { askToOpen } from '../groups/index.ts';
import { deliverableAsData, listAsData } from './as-data.ts';
import { type Deliverable, findDeliverable, findStoredFile } from './deliverable.ts';
import type { DeliverableFilter } from './facets.ts';
import { baseOf } from './owner.ts';
import { countDownload } from './place-actions.ts';
import { can } from './policy.ts';
import { groupsWithDeliverables, listDeliverables } from './queries.ts';
import { bySlug, fileParams, type ListQuery, listQuery } from './schemas.ts';
import { isInPreparation, withoutPreparation } from './version-state.ts';
import { DeliverablePage } from './views/deliverable-page.tsx';
import { deliverablesHref, ListPage } from './views/list-page.tsx';

const cached = { access: 'public', cache: true } as const;

const filterOf = (query: ListQuery): DeliverableFilter => ({
  group: query.groupe,
  kind: query.type,
  audience: query.public,
  format: query.format,
});

/**
 * The deliverable of the address, with what of it this person may see: a version in preparation is seen like a draft.
 * Otherwise as if there were none.
 */
async function visible(deps: Deps, request: FastifyRequest, slug: string): Promise<Deliverable> {
  const deliverable = found(await findDeliverable(deps.db, slug), 'Ce livrable n’existe pas.');
  const facts = { groupId: deliverable.group?.id ?? null, state: deliverable.state };
  if (can(request.actor, 'deliverable.view', facts))
    return can(request.actor, 'deliverable.view', { ...facts, state: 'draft' })
      ? deliverable
      : withoutPreparation(deliverable);
  if (deliverable.group) askToOpen(request.actor, deliverable.group);
  return notFound('Ce livrable n’existe pas.');
}

export function publicRoutes(app: App, deps: Deps): void {
  const { publicUrl } = deps.settings;

  app.get('/livrables', { config: cached, schema: { querystring: listQuery } }, async ({ query }, reply) => {
    const filter = filterOf(query);
    const [list, groups] = await Promise.all([
      listDeliverables(deps.db, filter, { page: query.page }),
      groupsWithDeliverables(deps.db),
    ]);
    const here = deliverablesHref(filter, list.page);
    return reply.page(
      {
        title: 'Livrables',
        description:
          'Guides, modèles, catalogues et outils produits par les groupes projets de la transformation numérique des territoires.',
        canonical: here,
        breadcrumb: [{ label: 'Livrables' }],
        alternates: [{ type: 'application/json', href: here.replace('/livrables', '/livrables.json') }],
      },
      <ListPage list={list} filter={filter} groups={groups} />,
    );
  });

  app.get(
    '/livrables.json',
    { config: cached, schema: { querystring: listQuery } },
    async (request, reply) => {
      const { query } = request;
      const list = await listDeliverables(deps.db, filterOf(query), { page: query.page });
      const data = listAsData(list, pagingOf(request, publicUrl, list), publicUrl);
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(data));
    },
  );

  app.get('/livrables/:slug', { config: cached, schema: { params: bySlug } }, async (request, reply) => {
    const deliverable = await visible(deps, request, request.params.slug);
    const groupId = deliverable.group?.id ?? null;
    const here = `/livrables/${deliverable.slug}`;
    return reply.page(
      {
        title: deliverable.title,
        description: excerpt(deliverable.description, 200),
        canonical: here,
        noindex: deliverable.state !== 'published',
        breadcrumb: [{ label: 'Livrables', href: '/livrables' }, { label: deliverable.title }],
        alternates: [{ type: 'application/json', href: `${here}.json` }],
      },
      <DeliverablePage
        deliverable={deliverable}
        description={renderMarkdown(deliverable.description, { baseLevel: 3 })}
        notes={
          new Map(
            deliverable.versions
              .filter(({ notes }) => notes !== '')
              .map(({ id, notes }) => [id, renderMarkdown(notes, { baseLevel: 4, headingIds: false })]),
          )
        }
        manageHref={
          can(request.actor, 'deliverable.edit', { groupId, state: deliverable.state })
            ? `${baseOf(deliverable.group)}/${deliverable.id}`
            : undefined
        }
      />,
    );
  });

  app.get('/livrables/:slug.json', { config: cached, schema: { params: bySlug } }, async (request, reply) => {
    const deliverable = await visible(deps, request, request.params.slug);
    // What is published as data is published, whoever asks.
    return reply
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(deliverableAsData(withoutPreparation(deliverable), publicUrl)));
  });

  app.get(
    '/livrables/:slug/fichiers/:id',
    { config: { access: 'public' }, schema: { params: fileParams } },
    async (request, reply) => {
      const { slug, id } = request.params;
      const file = found(await findStoredFile(deps.db, slug, id), 'Ce fichier n’existe pas.');
      const state = isInPreparation(file, file) ? 'draft' : file.state;
      if (!can(request.actor, 'deliverable.view', { ...file, state })) {
        const { groupId, groupSlug } = file;
        if (groupId !== null && groupSlug !== null)
          askToOpen(request.actor, { id: groupId, slug: groupSlug });
        notFound('Ce fichier n’existe pas.');
      }
      return sendDownload(request, reply, deps.files, file, async () => {
        if (state === 'published') await countDownload(deps.db, id);
      });
    },
  );
}
