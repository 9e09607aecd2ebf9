import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields, formPage, found, pageCount, Refusal } from '../../platform/http/index.ts';
import { Confirmation, formatDate } from '../../ui/index.ts';
import { byOf, onMeasure, seen } from './access.ts';
import { crumbsOf } from './crumbs.ts';
import { bySlug } from './editing-routes.tsx';
import { findVersion, historyOf } from './history.ts';
import { can } from './policy.ts';
import { saveMeasure } from './saving.ts';
import { HistoryPage } from './views/history.tsx';

const path = '/agenda/:slug/historique';
const perPage = 20;

/** What was said of a measure over time; public, as the agenda is. */
export function historyRoutes(app: App, deps: Deps): void {
  app.get(
    path,
    {
      config: { access: 'public', cache: true },
      schema: { params: bySlug, querystring: z.object({ page: fields.pageNumber }) },
    },
    async (request, reply) => {
      const { measure, facts } = await seen(deps, request, request.params.slug);
      const { page } = request.query;
      const edits = can(request.actor, 'measure.edit', facts);
      const { entries, total } = await historyOf(deps.db, measure.id, {
        drafts: edits,
        limit: perPage,
        offset: (page - 1) * perPage,
      });
      return reply.page(
        { ...crumbsOf(measure, 'Historique'), noindex: true },
        <HistoryPage
          measure={measure}
          entries={entries}
          total={total}
          page={page}
          pages={pageCount(total, perPage)}
          named={can(request.actor, 'measure.review', facts)}
          mayRestore={edits}
        />,
      );
    },
  );

  formPage(app, deps, {
    path: `${path}/:version/retablissement`,
    access: 'measure.edit',
    params: bySlug.extend({ version: z.coerce.number().int().min(1).max(1_000_000) }),
    load: async (request, { slug, version }) => {
      const on = await onMeasure(deps, 'measure.edit')(request, { slug });
      return { ...on, older: found(await findVersion(deps.db, on.measure.id, version)) };
    },
    show: ({ form, params: { version }, thing: { measure, older } }) => ({
      meta: crumbsOf(measure, 'Rétablir une version'),
      body: (
        <Confirmation
          about={measure.title}
          question={`Rétablir la version ${version} ?`}
          warning={`La fiche redeviendra ce qu’elle était le ${formatDate(older.at)}. Rien n’est perdu : ce sera une nouvelle version.`}
          act="Rétablir cette version"
          form={form}
          cancelHref={`/agenda/${measure.slug}/historique`}
        />
      ),
    }),
    submit: async ({ tx, params: { version }, thing: { measure, older, actor } }) => {
      const { changed } = await saveMeasure(
        tx,
        byOf(deps, actor),
        { id: measure.id, version: null },
        older.content,
        { origin: 'restore', reason: `Retour à la version ${version}.`, published: measure.published },
      );
      if (!changed) throw new Refusal('La fiche est déjà telle que dans cette version.');
      return {
        location: `/agenda/${measure.slug}/historique`,
        notice: `La version ${version} est rétablie.`,
      };
    },
  });
}
