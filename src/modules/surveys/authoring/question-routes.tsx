import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  button,
  type FormState,
  fields,
  formPage,
  notFound,
  Refusal,
  type TypedValues,
  typedValues,
} from '../../../platform/http/index.ts';
import { bySlug, onSurvey } from '../access.ts';
import { workMeta, workOf } from '../addresses.ts';
import { moveQuestion, nextId, withoutQuestion, withQuestion } from '../engine/arrange.ts';
import type { Question, Questionnaire } from '../engine/question.ts';
import { conditionWords } from '../engine/words.ts';
import { byOf } from '../managing/held.ts';
import type { Survey } from '../survey.ts';
import { changeQuestions } from './changing.ts';
import { readCondition, subjectsBefore, valuesOfCondition } from './condition-input.ts';
import { code, ofQuestion, questionIn } from './params.ts';
import { readQuestion, surveyTypes, typedSection, typeParam, valuesOfQuestion } from './question-input.ts';
import { QuestionForm } from './views/question-form.tsx';

/** The question that a form tells, whole. */
function questionOf(
  survey: Survey,
  typed: TypedValues,
  { id, type, before }: { id: string; type: (typeof surveyTypes)[number]; before: Question | null },
): Question {
  const section = typedSection(typed, survey.questionnaire.sections[0]?.code ?? '');
  const read = readCondition(
    typed,
    subjectsBefore(survey.questionnaire, before?.id ?? null, section),
    before?.show_if ?? null,
  );
  const question = readQuestion(type, typed, {
    id,
    before,
    showIf: 'condition' in read ? read.condition : null,
  });
  if ('errors' in read) throw new Refusal(read.errors);
  if (!survey.questionnaire.sections.some((one) => one.code === question.section))
    throw new Refusal('Cette étape n’existe pas.', 'etape');
  return question;
}

const formOf = (survey: Survey, form: FormState, before: Question | null) => {
  const section = typedSection(form.values, survey.questionnaire.sections[0]?.code ?? '');
  const isBeyond = before?.show_if != null && 'condition_garder' in valuesOfCondition(before.show_if);
  return {
    survey,
    form,
    subjects: subjectsBefore(survey.questionnaire, before?.id ?? null, section),
    kept: isBeyond && before?.show_if ? conditionWords(before.show_if, survey.questionnaire) : null,
  };
};

/** Questions: added, changed, moved, removed. */
export function questionRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/espace/enquetes/:slug/questions/nouvelle/:type',
    access: 'survey.edit',
    params: bySlug.extend({ type: typeParam }),
    load: onSurvey(deps, 'survey.edit'),
    initial: ({ request, params: { type } }) => ({
      obligatoire: type === 'text' || type === 'consent' ? '' : '1',
      etape: z.object({ etape: code }).safeParse(request.query).data?.etape ?? '',
      ...(type === 'rating' ? { note_min: '0', note_max: '10' } : {}),
      ...(type === 'ranking' ? { places: '3' } : {}),
      ...(type === 'text' ? { longueur: '500' } : {}),
    }),
    show: ({ form, params: { type }, thing: { survey } }) => ({
      meta: workMeta(survey, 'Nouvelle question'),
      body: (
        <QuestionForm
          {...formOf(survey, form, null)}
          type={type}
          title="Nouvelle question"
          submit="Ajouter la question"
        />
      ),
    }),
    submit: async ({ tx, request, params: { type }, thing: { survey, actor } }) => {
      const typed = typedValues(request.body);
      await changeQuestions(tx, survey, byOf(deps, actor), (all) =>
        withQuestion(
          all,
          questionOf({ ...survey, questionnaire: all }, typed, { id: nextId(all), type, before: null }),
        ),
      );
      return { location: `${workOf(survey)}/questions`, notice: 'La question est ajoutée.' };
    },
  });

  formPage(app, deps, {
    path: '/espace/enquetes/:slug/questions/:question/modifier',
    access: 'survey.edit',
    params: ofQuestion,
    body: { version: fields.version },
    load: async (request, params) => {
      const on = await onSurvey(deps, 'survey.edit')(request, params);
      const question = questionIn(on.survey, params.question);
      return { ...on, question, type: surveyTypes.find((one) => one === question.type) ?? notFound() };
    },
    initial: ({ thing: { survey, question } }) => ({
      ...valuesOfQuestion(question),
      ...valuesOfCondition(question.show_if),
      version: String(survey.version),
    }),
    show: ({ form, thing: { survey, question, type } }) => ({
      meta: workMeta(survey, 'Modifier la question'),
      body: (
        <QuestionForm
          {...formOf(survey, form, question)}
          type={type}
          title={`Modifier la question ${question.id}`}
          submit="Enregistrer"
        />
      ),
    }),
    submit: async ({ tx, request, input, thing: { survey, actor, question, type } }) => {
      const typed = typedValues(request.body);
      const change = (all: Questionnaire) =>
        withQuestion(
          all,
          questionOf({ ...survey, questionnaire: all }, typed, { id: question.id, type, before: question }),
        );
      await changeQuestions(tx, survey, byOf(deps, actor), change, {
        version: input.version,
        current: ({ questionnaire }) => {
          const now = questionnaire.questions.find(({ id }) => id === question.id);
          if (!now) return {};
          const { intitule, aide, choix, lignes, colonnes } = valuesOfQuestion(now);
          return Object.fromEntries(
            Object.entries({ intitule, aide, choix, lignes, colonnes }).flatMap(([name, value]) =>
              typeof value === 'string' ? [[name, value]] : [],
            ),
          );
        },
      });
      return {
        location: `${workOf(survey)}/questions#question-${question.id}`,
        notice: 'La question est à jour.',
      };
    },
  });

  button(app, deps, {
    path: '/espace/enquetes/:slug/questions/:question/place',
    access: 'survey.edit',
    params: ofQuestion,
    body: { sens: fields.direction() },
    load: onSurvey(deps, 'survey.edit'),
    submit: async ({ tx, params, input, thing: { survey, actor } }) => {
      await changeQuestions(tx, survey, byOf(deps, actor), (all) =>
        moveQuestion(all, params.question, input.sens),
      );
      return `${workOf(survey)}/questions#question-${params.question}`;
    },
  });

  button(app, deps, {
    path: '/espace/enquetes/:slug/questions/:question/suppression',
    access: 'survey.edit',
    params: ofQuestion,
    load: onSurvey(deps, 'survey.edit'),
    submit: async ({ tx, params, thing: { survey, actor } }) => {
      await changeQuestions(tx, survey, byOf(deps, actor), (all) => withoutQuestion(all, params.question));
      return { location: `${workOf(survey)}/questions`, notice: 'La question est supprimée.' };
    },
  });
}
