import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, formPage, found, pageCount, Refusal } from '../../../platform/http/index.ts';
import { Confirmation, formatDate } from '../../../ui/index.ts';
import { byOf, mayIn, onResource, seen } from '../access.ts';
import { resourceHref } from '../catalogues.ts';
import { resourceMeta } from '../crumbs.ts';
import { byResource } from '../list/list-query.ts';
import { saveResource } from '../resources/saving.ts';
import { findVersion, historyOf } from './history.ts';
import { HistoryPage } from './views/history.tsx';

const path = '/catalogues/:catalogue/:slug/historique';
const perPage = 20;

export function historyRoutes(app: App, deps: Deps): void {
  app.get(
    path,
    {
      config: { access: 'public', cache: true },
      schema: { params: byResource, querystring: z.object({ page: fields.pageNumber }) },
    },
    async (request, reply) => {
      const resource = await seen(deps, request.params);
      const { page } = request.query;
      const [{ entries, total }, keeps] = await Promise.all([
        historyOf(deps.db, resource.id, { limit: perPage, offset: (page - 1) * perPage }),
        mayIn(deps, request.actor, 'resource.edit', resource.catalogue),
      ]);
      return reply.page(
        resourceMeta(resource, 'Historique'),
        <HistoryPage
          resource={resource}
          entries={entries}
          total={total}
          page={page}
          pages={pageCount(total, perPage)}
          keeps={keeps}
        />,
      );
    },
  );

  formPage(app, deps, {
    path: `${path}/:version/retablissement`,
    access: 'resource.edit',
    params: byResource.extend({ version: z.coerce.number().int().min(1).max(1_000_000) }),
    load: async (request, { version, ...params }) => {
      const on = await onResource(deps, 'resource.edit')(request, params);
      return { ...on, older: found(await findVersion(deps.db, on.resource.id, version)) };
    },
    show: ({ form, params: { version }, thing: { resource, older } }) => ({
      meta: resourceMeta(resource, 'Rétablir une version'),
      body: (
        <Confirmation
          about={resource.title}
          question={`Rétablir la version ${version} ?`}
          warning={`La fiche redeviendra ce qu’elle était le ${formatDate(older.at)}. Rien n’est perdu : ce sera une nouvelle version.`}
          act="Rétablir cette version"
          form={form}
          cancelHref={`${resourceHref(resource)}/historique`}
        />
      ),
    }),
    submit: async ({ tx, params: { version }, thing: { resource, older, actor } }) => {
      const { id, catalogue, published } = resource;
      const { changed } = await saveResource(
        tx,
        byOf(deps, actor),
        { id, version: null },
        // Its address holds, even where an older version stood in another catalogue.
        { ...older.content, catalogue },
        { origin: 'restore', reason: `Retour à la version ${version}.`, published },
      );
      if (!changed) throw new Refusal('La fiche est déjà telle que dans cette version.');
      return {
        location: `${resourceHref(resource)}/historique`,
        notice: `La version ${version} est rétablie.`,
      };
    },
  });
}
