import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import type { App } from '../../../platform/http/index.ts';
import { bySlug, onSurvey } from '../access.ts';
import { workMeta } from '../addresses.ts';
import { countContacts } from '../contacts/contacts.ts';
import { dimensionsOf, readResults } from './read.ts';
import { LiveResultsPage } from './views/live-results.tsx';

const resultsQuery = z.object({ filtre: z.string().max(140).catch('').default('') });

/** Results as they come, for those who keep the survey. */
export function liveRoutes(app: App, deps: Deps): void {
  app.get(
    '/espace/enquetes/:slug/resultats',
    { config: { access: 'survey.results' }, schema: { params: bySlug, querystring: resultsQuery } },
    async (request, reply) => {
      const { survey } = await onSurvey(deps, 'survey.results')(request, request.params);
      const [results, contacts] = await Promise.all([
        readResults(deps.db, survey, request.query.filtre),
        countContacts(deps.db, survey.id),
      ]);
      return reply.page(
        workMeta(survey, 'Résultats'),
        <LiveResultsPage
          survey={survey}
          results={results}
          dimensions={dimensionsOf(survey)}
          filter={results.filter ? request.query.filtre : ''}
          contacts={contacts}
        />,
      );
    },
  );
}
