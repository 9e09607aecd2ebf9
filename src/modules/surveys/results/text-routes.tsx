import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, notFound, pageCount } from '../../../platform/http/index.ts';
import { bySlug, onSurvey } from '../access.ts';
import { workMeta } from '../addresses.ts';
import { smallestGroup } from './protect.ts';
import { readTexts, textsPerPage } from './read.ts';
import { TextsPage } from './views/texts.tsx';

/** What people wrote. */
export function textRoutes(app: App, deps: Deps): void {
  app.get(
    '/espace/enquetes/:slug/resultats/textes/:question',
    {
      config: { access: 'survey.results' },
      schema: {
        params: bySlug.extend({ question: z.string().max(40) }),
        querystring: z.object({ page: fields.pageNumber }),
      },
    },
    async (request, reply) => {
      const { survey } = await onSurvey(deps, 'survey.results')(request, request.params);
      const question = survey.questionnaire.questions.find(
        ({ id, type }) => id === request.params.question && type === 'text',
      );
      if (!question) return notFound('Cette question n’existe pas.');
      const { page } = request.query;
      const enough = survey.counted >= smallestGroup;
      const { total, texts: written } = enough
        ? await readTexts(deps.db, survey, question.id, page)
        : { total: 0, texts: [] };
      return reply.page(
        workMeta(survey, 'Textes'),
        <TextsPage
          survey={survey}
          question={question}
          texts={written}
          total={total}
          page={page}
          pages={pageCount(total, textsPerPage)}
        />,
      );
    },
  );
}
