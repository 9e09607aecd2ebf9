import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../../platform/deps.ts';
import { type App, notFound } from '../../../platform/http/index.ts';
import { machineDate } from '../../../ui/index.ts';
import { bySlug, surveyAt } from '../access.ts';
import { hereOf, metaOf } from '../addresses.ts';
import { standingOf } from '../survey.ts';
import { resultsAsData } from './as-data.ts';
import { readResults } from './read.ts';
import { PublicResultsPage } from './views/public-results.tsx';

const cached = { access: 'public', cache: true } as const;

/** What everybody may read of the results. */
export function publicResultsRoutes(app: App, deps: Deps): void {
  const { db, clock, settings } = deps;
  const today = () => machineDate(clock.now());

  const shared = async (request: FastifyRequest, slug: string) => {
    const survey = await surveyAt(deps, request.actor, slug);
    if (survey.state === 'draft' || survey.shared.length === 0)
      notFound('Les résultats de cette enquête ne sont pas publiés.');
    return { survey, results: await readResults(db, survey) };
  };

  app.get(
    '/enquetes/:slug/resultats',
    { config: cached, schema: { params: bySlug } },
    async (request, reply) => {
      const { survey, results } = await shared(request, request.params.slug);
      const here = `${hereOf(survey)}/resultats`;
      return reply.page(
        {
          ...metaOf(survey, 'Résultats'),
          noindex: false,
          canonical: here,
          alternates: [{ type: 'application/json', href: `${here}.json` }],
        },
        <PublicResultsPage survey={survey} results={results} standing={standingOf(survey, today())} />,
      );
    },
  );

  app.get(
    '/enquetes/:slug/resultats.json',
    { config: cached, schema: { params: bySlug } },
    async (request, reply) => {
      const { survey, results } = await shared(request, request.params.slug);
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(resultsAsData(survey, results, settings.publicUrl)));
    },
  );
}
