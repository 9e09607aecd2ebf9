import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, notFound } from '../../../platform/http/index.ts';
import { bySlug, onSurvey } from '../access.ts';
import { workMeta } from '../addresses.ts';
import { questionsOf } from '../engine/question.ts';
import { code } from './params.ts';
import { surveyTypes } from './question-input.ts';
import { PreviewPage } from './views/preview.tsx';
import { QuestionsPage } from './views/questions-page.tsx';
import { TypeChoicePage } from './views/type-choice.tsx';

/** The questions in order, which type a new one has, and how a step will look. */
export function questionnaireRoutes(app: App, deps: Deps): void {
  const config = { access: 'survey.edit' } as const;
  const on = onSurvey(deps, 'survey.edit');
  app.get(
    '/espace/enquetes/:slug/questions',
    { config, schema: { params: bySlug } },
    async (request, reply) => {
      const { survey } = await on(request, request.params);
      return reply.page(workMeta(survey, 'Questions'), <QuestionsPage survey={survey} />);
    },
  );

  app.get(
    '/espace/enquetes/:slug/questions/nouvelle',
    { config, schema: { params: bySlug, querystring: z.object({ etape: code.catch('').default('') }) } },
    async (request, reply) => {
      const { survey } = await on(request, request.params);
      return reply.page(
        workMeta(survey, 'Nouvelle question'),
        <TypeChoicePage survey={survey} types={surveyTypes} section={request.query.etape} />,
      );
    },
  );

  app.get(
    '/espace/enquetes/:slug/apercu/:etape',
    { config, schema: { params: bySlug.extend({ etape: z.coerce.number().int().min(1).max(30) }) } },
    async (request, reply) => {
      const { survey } = await on(request, request.params);
      const { sections: all } = survey.questionnaire;
      const section = all[request.params.etape - 1] ?? notFound('Cette étape n’existe pas.');
      return reply.page(
        workMeta(survey, 'Aperçu'),
        <PreviewPage
          survey={survey}
          section={section}
          questions={questionsOf(survey.questionnaire, section.code)}
          at={request.params.etape}
          of={all.length}
        />,
      );
    },
  );
}
