import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, formPage, Refusal, typedText, typedValues } from '../../../platform/http/index.ts';
import { bySlug } from '../access.ts';
import { hereOf, metaOf } from '../addresses.ts';
import { readPage } from '../engine/page.ts';
import { missingQuestions, shownSections } from '../engine/shown.ts';
import { valuesOfAnswers } from '../engine/typed.ts';
import { answering, begun, lost } from './answering.ts';
import { digestOf, pick, saveAnswers } from './drafts.ts';
import { NoAnswer } from './views/no-answer.tsx';
import { StepPage } from './views/step.tsx';

const ofStep = bySlug.extend({ etape: z.coerce.number().int().min(1).max(30) });

/** One step after the other. */
export function stepRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/enquetes/:slug/etape/:etape',
    access: 'public',
    params: ofStep,
    load: async (request, { slug, etape }) => {
      const found = await answering(deps, request, slug);
      const shown = shownSections(found.survey.questionnaire, found.own?.draft.answers ?? {});
      const at = Math.min(etape, shown.length);
      return { ...found, shown, at, step: shown[at - 1] ?? null };
    },
    initial: ({ thing: { own, step } }) => valuesOfAnswers(step?.questions ?? [], own?.draft.answers ?? {}),
    show: ({ form, thing: { survey, own, open, shown, at, step } }) => ({
      meta: metaOf(survey, step ? `Étape ${at} sur ${shown.length}` : 'Répondre'),
      body:
        own && step ? (
          <StepPage
            survey={survey}
            section={step.section}
            questions={step.questions}
            at={at}
            of={shown.length}
            form={form}
            base={
              survey.mode === 'authority'
                ? digestOf(pick(own.draft.answers, new Set(step.questions.map(({ id }) => id))))
                : null
            }
          />
        ) : (
          <NoAnswer survey={survey} open={open} />
        ),
    }),
    submit: async ({ tx, request, thing }) => {
      const { holder, draft } = begun(thing);
      const { survey, step, at } = thing;
      if (!step) throw new Refusal(lost);
      const typed = typedValues(request.body);
      const going = typedText(typed, 'aller');
      const lenient = going === 'precedent' || going === 'plus-tard';
      const read = readPage(survey.questionnaire, step.questions, draft.answers, typed, { lenient });
      if (!lenient) {
        // A question that an answer of this very page opened was not there to be answered.
        const seen = new Set(typedText(typed, 'vues').split(' '));
        const unseen = step.questions.filter(({ id }) => !seen.has(id)).map(({ id }) => `q_${id}`);
        const errors = Object.entries(read.errors).filter(
          ([field]) => !unseen.some((name) => field === name || field.startsWith(`${name}_`)),
        );
        if (errors.length > 0) throw new Refusal(Object.fromEntries(errors));
      }
      const base = survey.mode === 'authority' ? typedText(typed, 'base') : null;
      const answers = await saveAnswers(tx, survey, holder, {
        questions: step.questions,
        given: read.given,
        base,
      });
      const here = hereOf(survey);
      if (going === 'plus-tard') return `${here}/reprise`;
      if (going === 'precedent') return at > 1 ? `${here}/etape/${at - 1}` : here;
      if (
        missingQuestions(survey.questionnaire, answers).some(({ section }) => section === step.section.code)
      ) {
        return {
          location: `${here}/etape/${at}`,
          notice: 'Votre réponse ouvre une question de plus sur cette page.',
        };
      }
      const after = shownSections(survey.questionnaire, answers);
      const own = after.findIndex(({ section }) => section.code === step.section.code);
      return own + 1 < after.length ? `${here}/etape/${own + 2}` : `${here}/verification`;
    },
  });
}
