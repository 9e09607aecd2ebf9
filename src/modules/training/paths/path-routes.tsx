import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, button, Forbidden, fields, found, notFound } from '../../../platform/http/index.ts';
import { excerpt } from '../../../platform/markdown/index.ts';
import { type Resource, resourceHref, resourcesBySlugs } from '../../catalogue/index.ts';
import { signedIn } from '../../identity/index.ts';
import { may } from '../access.ts';
import { aboveTraining, pathHref, pathsPath } from '../addresses.ts';
import { sessionAsData } from '../sessions/as-data.ts';
import { nextSessionsOf } from '../sessions/listing.ts';
import { findPath, type LearningPath, publishedPaths } from './path.ts';
import { profileLabels } from './profiles.ts';
import { markStep, progressOf } from './progress.ts';
import { PathPage } from './views/path-page.tsx';
import { PathsView } from './views/paths-page.tsx';

const cached = { access: 'public', cache: true } as const;
export const bySlug = z.object({ slug: fields.slug });
const byStep = bySlug.extend({ step: fields.slug });

const lead =
  'Par où commencer, dans quel ordre et pourquoi : des ressources des catalogues, choisies pour votre fonction.';
const unknown = 'Ce parcours n’existe pas.';

/** The path of the address; a draft does not exist for those who do not keep paths. */
export async function seenPath(
  deps: Deps,
  { actor }: Pick<FastifyRequest, 'actor'>,
  slug: string,
): Promise<LearningPath> {
  const path = found(await findPath(deps.db, slug), unknown);
  if (!path.published && !(await may(deps, actor, 'path.edit'))) notFound(unknown);
  return path;
}

export function pathRoutes(app: App, deps: Deps): void {
  const { db, clock, settings } = deps;
  const { publicUrl } = settings;

  app.get(pathsPath, { config: cached }, async (request, reply) => {
    const [paths, progress, mayEdit] = await Promise.all([
      publishedPaths(deps),
      request.actor ? progressOf(db, request.actor.id) : null,
      may(deps, request.actor, 'path.edit'),
    ]);
    const known = await resourcesBySlugs(
      db,
      paths.flatMap(({ steps }) => steps.map(({ resource }) => resource)),
    );
    return reply.page(
      {
        title: 'Parcours de formation',
        description: lead,
        canonical: pathsPath,
        breadcrumb: [...aboveTraining, { label: 'Parcours' }],
        alternates: [{ type: 'application/json', href: `${pathsPath}.json` }],
      },
      <PathsView lead={lead} paths={paths} known={known} progress={progress} mayEdit={mayEdit} />,
    );
  });

  app.get(`${pathsPath}.json`, { config: cached }, async (_, reply) => {
    const paths = await publishedPaths(deps);
    const known = await resourcesBySlugs(
      db,
      paths.flatMap(({ steps }) => steps.map(({ resource }) => resource)),
    );
    return reply
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ items: paths.map((path) => pathAsData(path, known, publicUrl)) }));
  });

  app.get(`${pathsPath}/:slug`, { config: cached, schema: { params: bySlug } }, async (request, reply) => {
    const path = await seenPath(deps, request, request.params.slug);
    const { actor } = request;
    const slugs = path.steps.map(({ resource }) => resource);
    const [known, sessions, progress, mayEdit] = await Promise.all([
      resourcesBySlugs(db, slugs),
      nextSessionsOf(
        db,
        path.steps.filter(({ sessions: shown }) => shown).map(({ resource }) => resource),
        clock.now(),
      ),
      actor?.state === 'active' ? progressOf(db, actor.id) : null,
      may(deps, actor, 'path.edit'),
    ]);
    return reply.page(
      {
        title: path.title,
        description: excerpt(path.summary, 200),
        canonical: pathHref(path.slug),
        noindex: !path.published,
        breadcrumb: [...aboveTraining, { label: 'Parcours', href: pathsPath }, { label: path.title }],
        alternates: [{ type: 'application/json', href: `${pathHref(path.slug)}.json` }],
      },
      <PathPage
        path={path}
        known={known}
        sessions={sessions}
        done={progress && (progress.get(path.id) ?? new Set())}
        mayEdit={mayEdit}
        now={clock.now()}
      />,
    );
  });

  app.get(
    `${pathsPath}/:slug.json`,
    { config: cached, schema: { params: bySlug } },
    async (request, reply) => {
      const path = await seenPath(deps, request, request.params.slug);
      const slugs = path.steps.map(({ resource }) => resource);
      const offers = path.steps.filter(({ sessions }) => sessions).map(({ resource }) => resource);
      const now = clock.now();
      const [known, sessions] = await Promise.all([
        resourcesBySlugs(db, slugs),
        nextSessionsOf(db, offers, now),
      ]);
      const data = pathAsData(path, known, publicUrl);
      return reply.type('application/json; charset=utf-8').send(
        JSON.stringify({
          ...data,
          steps: data.steps.map((step) => ({
            ...step,
            next_sessions: (sessions.get(step.resource) ?? []).map((one) =>
              sessionAsData(one, publicUrl, now),
            ),
          })),
        }),
      );
    },
  );

  for (const [act, done] of [
    ['fait', true],
    ['a-faire', false],
  ] as const) {
    button(app, deps, {
      path: `${pathsPath}/:slug/etapes/:step/${act}`,
      access: 'signed-in',
      params: byStep,
      load: async (request, { slug, step }) => {
        const actor = signedIn(request);
        if (actor.state !== 'active') throw new Forbidden('Votre inscription n’est pas encore acceptée.');
        const path = await seenPath(deps, request, slug);
        if (!path.steps.some(({ resource }) => resource === step))
          notFound('Cette étape n’existe pas, ou plus.');
        return { actor, path };
      },
      submit: async ({ tx, params: { step }, thing: { actor, path } }) => {
        await markStep(tx, { accountId: actor.id, pathId: path.id, step }, done, clock.now());
        return { location: `${pathHref(path.slug)}#etape-${step}` };
      },
    });
  }
}

/** A path as data; what was withdrawn is left out. */
function pathAsData(path: LearningPath, known: ReadonlyMap<string, Resource>, publicUrl: string) {
  return {
    slug: path.slug,
    page: publicUrl + pathHref(path.slug),
    profile: path.profile,
    profile_label: profileLabels[path.profile],
    title: path.title,
    summary: path.summary,
    origin: path.origin,
    published: path.published,
    version: path.version,
    updated_at: path.updatedAt.toISOString(),
    steps: path.steps.flatMap(({ resource: slug, why, time, sessions }) => {
      const resource = known.get(slug);
      if (!resource) return [];
      return [
        {
          resource: slug,
          catalogue: resource.catalogue,
          title: resource.title,
          page: publicUrl + resourceHref(resource),
          url: resource.url,
          why,
          time: time ?? resource.effort?.label ?? null,
          sessions,
        },
      ];
    }),
  };
}
