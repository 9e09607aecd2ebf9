import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, formPage, typedList, typedText } from '../../../platform/http/index.ts';
import { bySlug, onSurvey } from '../access.ts';
import { workMeta, workOf } from '../addresses.ts';
import { byOf } from '../managing/held.ts';
import { shareable, shareResults } from './sharing.ts';
import { SharePage } from './views/share.tsx';

/** Which results everybody may read. */
export function sharingRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/espace/enquetes/:slug/partage',
    access: 'survey.share',
    params: bySlug,
    body: {
      questions: z.preprocess(
        (value) => (value === undefined || value === '' ? [] : [value].flat()),
        z.array(z.string().max(40)).max(100),
      ),
      version: fields.version,
    },
    load: onSurvey(deps, 'survey.share'),
    initial: ({ thing: { survey } }) => ({ questions: [...survey.shared], version: String(survey.version) }),
    show: ({ form, thing: { survey } }) => ({
      meta: workMeta(survey, 'Publication'),
      body: (
        <SharePage
          survey={survey}
          form={form}
          questions={shareable(survey.questionnaire)}
          chosen={typedList(form.values, 'questions')}
          version={typedText(form.values, 'version')}
        />
      ),
    }),
    submit: async ({ tx, input, thing: { survey, actor } }) => {
      await shareResults(
        tx,
        survey,
        { shared: [...new Set(input.questions)], version: input.version },
        byOf(deps, actor),
      );
      return {
        location: `${workOf(survey)}/partage`,
        notice:
          input.questions.length === 0
            ? 'Aucun résultat n’est plus publié.'
            : 'Les résultats choisis sont publics.',
      };
    },
  });
}
