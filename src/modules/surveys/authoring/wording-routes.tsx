import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, formPage, Refusal, typedText, typedValues } from '../../../platform/http/index.ts';
import { onSurvey } from '../access.ts';
import { workMeta, workOf } from '../addresses.ts';
import { wordingsOf } from '../engine/arrange.ts';
import { byOf } from '../managing/held.ts';
import { correctWording } from './corrections.ts';
import { ofQuestion, questionIn } from './params.ts';
import { WordingForm } from './views/wording-form.tsx';

/** Words of a question that people have answered. */
export function wordingRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/espace/enquetes/:slug/questions/:question/libelles',
    access: 'survey.edit',
    params: ofQuestion,
    body: {
      version: fields.version,
      motif: fields.paragraphs({ max: 500, required: 'Dites pourquoi : tout le monde le lira.' }),
    },
    load: async (request, params) => {
      const on = await onSurvey(deps, 'survey.edit')(request, params);
      return { ...on, question: questionIn(on.survey, params.question) };
    },
    initial: ({ thing: { survey, question } }) => ({
      ...Object.fromEntries(wordingsOf(question).map(({ key, words }) => [key, words])),
      version: String(survey.version),
    }),
    show: ({ form, thing: { survey, question } }) => ({
      meta: workMeta(survey, 'Corriger un libellé'),
      body: <WordingForm survey={survey} wordings={wordingsOf(question)} form={form} />,
    }),
    submit: async ({ tx, request, input, thing: { survey, actor, question } }) => {
      if (survey.state === 'draft') throw new Refusal('L’enquête est un brouillon : modifiez la question.');
      const typed = typedValues(request.body);
      const errors: Record<string, string> = {};
      const words = new Map<string, string>();
      for (const { key, words: before } of wordingsOf(question)) {
        const max = key === 'text' || key === 'help' ? 500 : 300;
        const required = key === 'help' ? undefined : 'Ce libellé ne peut pas être vide.';
        const read = fields.line({ max, required }).safeParse(key in typed ? typedText(typed, key) : before);
        if (read.success) words.set(key, read.data);
        else errors[key] = read.error.issues[0]?.message ?? 'Ce libellé est incorrect.';
      }
      if (Object.keys(errors).length > 0) throw new Refusal(errors);
      const corrected = await correctWording(
        tx,
        survey,
        { question: question.id, words, reason: input.motif, version: input.version },
        byOf(deps, actor),
      );
      return {
        location: `${workOf(survey)}/questions#question-${question.id}`,
        notice:
          corrected === 0 ? 'Rien n’avait changé.' : 'Le libellé est corrigé, et la correction publiée.',
      };
    },
  });
}
