import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields, pageCount, pagingOf } from '../../platform/http/index.ts';
import { excerpt, renderMarkdown } from '../../platform/markdown/index.ts';
import { machineDate } from '../../ui/index.ts';
import { findAuthority } from '../territories/index.ts';
import { bySlug, factsOf, surveyAt } from './access.ts';
import { hereOf } from './addresses.ts';
import { nextStepOf } from './answering/answering.ts';
import { findDraft } from './answering/drafts.ts';
import { hasParticipated } from './answering/participation.ts';
import { draftOf, hasSent } from './answering/seats.ts';
import { sentBy } from './answering/sending.ts';
import { listCorrections } from './authoring/corrections.ts';
import { audienceWords, isFor } from './concern.ts';
import { can, isOfAuthority, keepsSurveys } from './policy.ts';
import { listSize, listSurveys, type Standing, type Survey, standingOf } from './survey.ts';
import { StartPage } from './views/start-page.tsx';
import { SurveysPage } from './views/surveys-page.tsx';
import type { Way } from './views/way-in.tsx';

const cached = { access: 'public', cache: true } as const;
const listQuery = z.object({ page: fields.pageNumber });

/** What everybody may see of surveys. */
export function publicRoutes(app: App, deps: Deps): void {
  const { db, clock, settings } = deps;
  const today = () => machineDate(clock.now());

  const listed = async (page: number) => {
    const { items, total } = await listSurveys(db, { page, publicOn: today() });
    return { total, pages: pageCount(total, listSize), page, items };
  };

  app.get('/enquetes', { config: cached, schema: { querystring: listQuery } }, async (request, reply) => {
    const { items, ...place } = await listed(request.query.page);
    const { actor } = request;
    return reply.page(
      {
        title: 'Enquêtes',
        description: 'Les enquêtes des groupes projets, ouvertes et passées, et leurs résultats publiés.',
        breadcrumb: [{ label: 'Enquêtes' }],
        alternates: [{ type: 'application/json', href: '/enquetes.json' }],
      },
      <SurveysPage
        {...place}
        items={items.map((survey) => ({
          ...survey,
          standing: standingOf(survey, today()),
          excerpt: excerpt(survey.introduction, 240),
        }))}
        mayKeep={keepsSurveys(actor)}
      />,
    );
  });

  app.get('/enquetes.json', { config: cached, schema: { querystring: listQuery } }, async (request) => {
    const { items, ...place } = await listed(request.query.page);
    return {
      ...pagingOf(request, settings.publicUrl, place),
      items: items.map(
        ({ slug, title, mode, minutes, opensOn, closesOn, hasPublicResults, demonstration, ...survey }) => ({
          slug,
          title,
          url: `${settings.publicUrl}/enquetes/${slug}`,
          state: standingOf({ ...survey, opensOn, closesOn }, today()),
          mode,
          minutes,
          opens_on: opensOn,
          closes_on: closesOn,
          group: survey.group?.slug ?? null,
          demonstration,
          results: hasPublicResults ? `${settings.publicUrl}/enquetes/${slug}/resultats.json` : null,
        }),
      ),
    };
  });

  app.get('/enquetes/:slug', { config: cached, schema: { params: bySlug } }, async (request, reply) => {
    const survey = await surveyAt(deps, request.actor, request.params.slug);
    const standing = standingOf(survey, today());
    const { actor } = request;
    const authorityId = survey.mode === 'authority' && isOfAuthority(actor) ? actor.authorityId : null;
    const [way, audience, corrections, authority, sent] = await Promise.all([
      wayOf(deps, request, survey, standing),
      audienceWords(db, survey),
      listCorrections(db, survey.id),
      authorityId ? findAuthority(db, authorityId) : undefined,
      authorityId ? sentBy(db, survey.id, authorityId) : null,
    ]);
    return reply.page(
      {
        title: survey.title,
        description: excerpt(survey.introduction, 160),
        canonical: hereOf(survey),
        noindex: survey.state === 'draft',
        breadcrumb: [{ label: 'Enquêtes', href: '/enquetes' }, { label: survey.title }],
      },
      <StartPage
        survey={survey}
        standing={standing}
        introduction={renderMarkdown(survey.introduction, { headingIds: false })}
        privacy={survey.privacy ? renderMarkdown(survey.privacy, { headingIds: false, baseLevel: 3 }) : null}
        way={way}
        sent={sent}
        authority={authority?.name ?? null}
        audience={audience}
        corrections={corrections}
        keeps={can(actor, 'survey.edit', factsOf(survey))}
      />,
    );
  });
}

/** How this visitor may answer. */
async function wayOf(deps: Deps, request: FastifyRequest, survey: Survey, standing: Standing): Promise<Way> {
  const { actor } = request;
  if (standing !== 'open') return { kind: 'none' };
  if (survey.mode === 'authority') {
    if (!actor) return { kind: 'sign-in' };
    if (!isOfAuthority(actor)) return { kind: 'not-of-authority' };
    if (!(await isFor(deps.db, survey, actor.authorityId))) return { kind: 'not-concerned' };
    const draft = await findDraft(deps.db, survey, { authorityId: actor.authorityId });
    return draft ? { kind: 'resume', href: nextStepOf(survey, draft), shared: true } : { kind: 'start' };
  }
  const own = await draftOf(deps, request, survey);
  if (own) return { kind: 'resume', href: nextStepOf(survey, own.draft), shared: false };
  if (!survey.oncePerAccount) return hasSent(request) ? { kind: 'sent-here' } : { kind: 'start' };
  if (actor?.state !== 'active') return { kind: 'sign-in' };
  return (await hasParticipated(deps.db, survey, actor.id)) ? { kind: 'taken-part' } : { kind: 'start' };
}
