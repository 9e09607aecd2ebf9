import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, formPage, Refusal, typedText, typedValues } from '../../../platform/http/index.ts';
import { bySlug } from '../access.ts';
import { metaOf } from '../addresses.ts';
import { valuesOfAnswers } from '../engine/typed.ts';
import { addressesOf } from './addresses.ts';
import { answering, begun, lost } from './answering.ts';
import { saveAnswers } from './drafts.ts';
import { digestOf } from './given.ts';
import { afterStep, readStep, stepAt } from './stepping.ts';
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
      return { ...found, ...stepAt(found.survey.questionnaire, found.own?.draft.answers ?? {}, etape) };
    },
    initial: ({ thing: { own, step } }) => valuesOfAnswers(step?.questions ?? [], own?.draft.answers ?? {}),
    show: ({ form, thing: { survey, own, open, at, of, step } }) => ({
      meta: metaOf(survey, step ? `Étape ${at} sur ${of}` : 'Répondre'),
      body:
        own && step ? (
          <StepPage
            title={survey.title}
            section={step.section}
            questions={step.questions}
            at={at}
            of={of}
            form={form}
            base={survey.mode === 'authority' ? digestOf(step.questions, own.draft.answers) : null}
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
      const { questionnaire } = survey;
      const { given, going } = readStep(questionnaire, step.questions, draft.answers, typed);
      const answers = await saveAnswers(tx, survey, holder, {
        questions: step.questions,
        given,
        base: survey.mode === 'authority' ? typedText(typed, 'base') : null,
      });
      return afterStep(
        questionnaire,
        answers,
        { at, section: step.section.code, going },
        addressesOf(survey),
      );
    },
  });
}
