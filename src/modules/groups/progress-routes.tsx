import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields, formPage, found } from '../../platform/http/index.ts';
import { machineDate } from '../../ui/index.ts';
import { type Allowed, actOf, allowed } from './access.ts';
import { can } from './policy.ts';
import { correctProgress, postProgress } from './progress-actions.ts';
import { draftProgress, type ProgressPart } from './progress-draft.ts';
import { findProgressPoint, listProgress, listRevisions, type ProgressPoint } from './progress-queries.ts';
import { progressFields } from './schemas.ts';
import { ProgressPage } from './views/progress.tsx';
import { ProgressForm } from './views/progress-form.tsx';
import { spaceMeta } from './views/space-frame.tsx';

const bySlug = z.object({ slug: fields.slug });
const byPoint = z.object({ slug: fields.slug, id: fields.uuid });

const path = '/espace/groupes/:slug/avancement';

/** The progress points of a group, seen by its members and posted by its copilots. */
export function progressRoutes(app: App, deps: Deps, parts: readonly ProgressPart[]): void {
  const mayPost = allowed(deps, 'group.post-progress');
  const withPoint = async (
    request: FastifyRequest,
    params: z.output<typeof byPoint>,
  ): Promise<Allowed & { point: ProgressPoint }> => {
    const access = await mayPost(request, params);
    const point = found(
      await findProgressPoint(deps.db, access.group.id, params.id),
      'Ce point d’avancement n’existe pas.',
    );
    return { ...access, point };
  };
  const today = () => machineDate(deps.clock.now());

  app.get(
    path,
    { config: { access: 'group.follow' }, schema: { params: bySlug } },
    async (request, reply) => {
      const { group, actor } = await allowed(deps, 'group.follow')(request, request.params);
      const [points, revisions] = await Promise.all([
        listProgress(deps.db, group.id),
        listRevisions(deps.db, group.id),
      ]);
      return reply.page(
        spaceMeta(group, 'Avancement'),
        <ProgressPage
          group={group}
          points={points}
          revisions={revisions}
          canPost={can(actor, 'group.post-progress', group)}
        />,
      );
    },
  );

  formPage(app, deps, {
    path: `${path}/nouveau`,
    access: 'group.post-progress',
    params: bySlug,
    body: progressFields,
    load: mayPost,
    initial: async ({ thing: { group } }) => {
      const now = deps.clock.now();
      const since = group.lastProgress?.postedAt ?? null;
      const period = { groupId: group.id, since, now, today: today() };
      return { on_day: today(), body: await draftProgress(deps.db, period, parts) };
    },
    show: ({ form, thing: { group } }) => ({
      meta: spaceMeta(group, 'Nouveau point d’avancement'),
      body: (
        <ProgressForm
          group={group}
          form={form}
          title="Publier un point d’avancement"
          lead="Ce point est public ; les membres du groupe en sont prévenus."
          submit="Publier"
          draftedSince={group.lastProgress?.onDay ?? null}
          today={today()}
        />
      ),
    }),
    submit: async ({ tx, thing: { group, actor }, input }) => {
      await postProgress(tx, actOf(deps, actor), group, input);
      return {
        location: `/espace/groupes/${group.slug}/avancement`,
        notice: 'Le point d’avancement est publié.',
      };
    },
  });

  formPage(app, deps, {
    path: `${path}/:id/modifier`,
    access: 'group.post-progress',
    params: byPoint,
    body: { ...progressFields, version: fields.version },
    load: withPoint,
    initial: ({ thing: { point } }) => ({
      on_day: point.onDay,
      weather: point.weather,
      body: point.body,
      version: String(point.version),
    }),
    show: ({ form, thing: { group } }) => ({
      meta: spaceMeta(group, 'Corriger un point d’avancement'),
      body: (
        <ProgressForm
          group={group}
          form={form}
          title="Corriger un point d’avancement"
          lead="La version d’avant reste visible des membres du groupe."
          submit="Enregistrer la correction"
          today={today()}
        />
      ),
    }),
    submit: async ({ tx, thing: { group, actor, point }, input: { version, ...input } }) => {
      await correctProgress(tx, actOf(deps, actor), group, { id: point.id, version }, input);
      return {
        location: `/espace/groupes/${group.slug}/avancement`,
        notice: 'Le point d’avancement est corrigé.',
      };
    },
  });
}
