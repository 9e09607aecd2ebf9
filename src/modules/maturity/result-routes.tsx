import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, fields, notFound } from '../../platform/http/index.ts';
import { renderPdf, sendPdf } from '../../platform/pdf/index.ts';
import { linkPath } from './answer-routes.tsx';
import { type Assessment, assessmentsOf } from './assessments.ts';
import { planDocument } from './documents.ts';
import { findDraft } from './drafts.ts';
import { type Holder, holderOf, type Way, ways } from './holder.ts';
import { type Model, readModel } from './model.ts';
import { metaOf } from './page-meta.ts';
import { laterOf, planOf } from './plan.ts';
import { comparisonFor, readAdvice, type Subject, subjectOf } from './reading.ts';
import { NothingHere } from './views/answer.tsx';
import { PlanPage } from './views/plan.tsx';
import { ProgressPage } from './views/progress.tsx';
import { ResultPage } from './views/result.tsx';

const named = z.object({
  collectivite: fields.searchText.default(''),
  collectivite_id: fields.searchText.default(''),
});
const ofOne = z.object({ id: fields.uuid });

interface Found {
  model: Model;
  holder: Holder;
  /** The last first, one at least. */
  assessments: readonly [Assessment, ...Assessment[]];
  subject: Subject;
  query: string;
}

/** Results, plans and progress: each holder's own, and nobody else's. */
export function resultRoutes(app: App, deps: Deps): void {
  for (const way of ways) {
    results(app, deps, way);
    plans(app, deps, way);
    progress(app, deps, way);
  }
}

/** What the holder sent; null when nothing was. */
async function found(
  deps: Deps,
  request: FastifyRequest,
  way: Way,
  asked: z.output<typeof named>,
): Promise<Found | null> {
  const holder = holderOf(request, way);
  const [last, ...earlier] = holder ? await assessmentsOf(deps.db, holder) : [];
  if (!holder || !last) return null;
  const subject = await subjectOf(deps, holder, asked);
  return {
    model: await readModel(),
    holder,
    assessments: [last, ...earlier],
    subject,
    query:
      !way.shared && subject.authority ? `?collectivite=${encodeURIComponent(subject.authority.id)}` : '',
  };
}

function results(app: App, deps: Deps, way: Way): void {
  const config = { access: way.access };
  const show = async (way: Way, what: Found, assessment: Assessment) => {
    const { model, holder, assessments, subject, query } = what;
    const [comparison, reading, draft] = await Promise.all([
      comparisonFor(deps, model, way, subject),
      readAdvice(deps, model, assessment, subject),
      findDraft(deps.db, holder),
    ]);
    return (
      <ResultPage
        model={model}
        way={way}
        assessment={assessment}
        stands={assessment === assessments[0]}
        count={assessments.length}
        subject={subject}
        comparison={comparison}
        reading={reading}
        link={'secret' in holder ? deps.settings.publicUrl + linkPath(holder.secret) : null}
        query={query}
        hasDraft={draft !== null}
      />
    );
  };

  app.get(`${way.base}/resultat`, { config, schema: { querystring: named } }, async (request, reply) => {
    const what = await found(deps, request, way, request.query);
    reply.header('cache-control', 'no-store');
    return reply.page(
      metaOf('Résultat'),
      what ? await show(way, what, what.assessments[0]) : <NothingHere model={await readModel()} result />,
    );
  });

  app.get(
    `${way.base}/resultat/:id`,
    { config, schema: { params: ofOne, querystring: named } },
    async (request, reply) => {
      const what = await found(deps, request, way, request.query);
      const assessment = what?.assessments.find(({ id }) => id === request.params.id);
      if (!what || !assessment) return notFound('Ce résultat n’existe pas.');
      reply.header('cache-control', 'no-store');
      return reply.page(metaOf('Résultat'), await show(way, what, assessment));
    },
  );
}

function plans(app: App, deps: Deps, way: Way): void {
  const options = { config: { access: way.access }, schema: { querystring: named } };

  app.get(`${way.base}/plan`, options, async (request, reply) => {
    const what = await found(deps, request, way, request.query);
    reply.header('cache-control', 'no-store');
    if (!what) return reply.page(metaOf('Plan d’action'), <NothingHere model={await readModel()} result />);
    const { model, assessments, subject, query } = what;
    const { advice } = await readAdvice(deps, model, assessments[0], subject);
    return reply.page(
      metaOf('Plan d’action'),
      <PlanPage
        model={model}
        way={way}
        assessment={assessments[0]}
        subject={subject}
        query={query}
        count={assessments.length}
        rows={planOf(advice)}
        others={laterOf(advice)}
      />,
    );
  });

  app.get(`${way.base}/plan.pdf`, options, async (request, reply) => {
    const what = await found(deps, request, way, request.query);
    if (!what) return notFound('Il n’y a pas de résultat dont tirer un plan.');
    const { model, assessments, subject } = what;
    const { advice } = await readAdvice(deps, model, assessments[0], subject);
    const plan = planDocument(model, assessments[0], subject, {
      rows: planOf(advice),
      publicUrl: deps.settings.publicUrl,
      now: deps.clock.now(),
    });
    return sendPdf(reply, await renderPdf(plan), 'plan-action-donnees');
  });
}

function progress(app: App, deps: Deps, way: Way): void {
  app.get(
    `${way.base}/progression`,
    { config: { access: way.access }, schema: { querystring: named } },
    async (request, reply) => {
      const what = await found(deps, request, way, request.query);
      reply.header('cache-control', 'no-store');
      return reply.page(
        metaOf('Progression'),
        what ? (
          <ProgressPage model={what.model} way={way} assessments={what.assessments} query={what.query} />
        ) : (
          <NothingHere model={await readModel()} result />
        ),
      );
    },
  );
}
