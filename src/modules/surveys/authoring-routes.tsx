import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import {
  type App,
  button,
  type FormState,
  fields,
  formPage,
  notFound,
  Refusal,
  type TypedValues,
  typedText,
} from '../../platform/http/index.ts';
import { slugOf } from '../../platform/slug.ts';
import { bySlug, onSurvey } from './access.ts';
import { readCondition, subjectsBefore, valuesOfCondition } from './authoring/condition-input.ts';
import {
  readQuestion,
  surveyTypes,
  typedSection,
  typeParam,
  valuesOfQuestion,
} from './authoring/question-input.ts';
import { changeQuestions, correctWording } from './editing.ts';
import {
  moveQuestion,
  moveSection,
  nextId,
  withoutQuestion,
  withQuestion,
  wordingsOf,
} from './engine/arrange.ts';
import { type Question, type Questionnaire, questionsOf } from './engine/question.ts';
import { conditionWords } from './engine/words.ts';
import { byOf } from './manage-routes.tsx';
import type { Survey } from './survey.ts';
import {
  PreviewPage,
  QuestionForm,
  QuestionsPage,
  SectionForm,
  TypeChoicePage,
  WordingForm,
} from './views/authoring.tsx';
import { workMeta, workOf } from './views/frame.tsx';

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/);
const ofQuestion = bySlug.extend({ question: code });
const ofSection = bySlug.extend({ etape: code });
const direction = { sens: fields.choice(['haut', 'bas'], 'Dites dans quel sens.') };
const wayOf = (sens: 'haut' | 'bas') => (sens === 'haut' ? ('up' as const) : ('down' as const));

const typedBody = z.record(z.string(), z.union([z.string(), z.array(z.string())])).catch({});
const typedOf = (request: FastifyRequest): TypedValues => typedBody.parse(request.body ?? {});

/** Where questions are written and put in order. */
export function authoringRoutes(app: App, deps: Deps): void {
  pages(app, deps);
  sections(app, deps);
  questions(app, deps);
  wording(app, deps);
}

function questionIn({ questionnaire }: Pick<Survey, 'questionnaire'>, id: string): Question {
  return questionnaire.questions.find((one) => one.id === id) ?? notFound('Cette question n’existe pas.');
}

function pages(app: App, deps: Deps): void {
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

function sections(app: App, deps: Deps): void {
  const body = {
    intitule: fields.line({ max: 150, required: 'Donnez un titre à l’étape.' }),
    introduction: fields.paragraphs({ max: 2000 }).prefault(''),
  };
  formPage(app, deps, {
    path: '/espace/enquetes/:slug/etapes/nouvelle',
    access: 'survey.edit',
    params: bySlug,
    body,
    load: onSurvey(deps, 'survey.edit'),
    show: ({ form, thing: { survey } }) => ({
      meta: workMeta(survey, 'Nouvelle étape'),
      body: <SectionForm survey={survey} title="Nouvelle étape" form={form} />,
    }),
    submit: async ({ tx, input, thing: { survey, actor } }) => {
      await changeQuestions(tx, survey, byOf(deps, actor), (questionnaire) => {
        if (questionnaire.sections.length >= 30) throw new Refusal('Trente étapes au plus.');
        const wanted = slugOf(input.intitule, 'etape').slice(0, 30).replace(/-$/, '');
        const taken = new Set(questionnaire.sections.map((one) => one.code));
        let own = wanted;
        for (let number = 2; taken.has(own); number += 1) own = `${wanted}-${number}`;
        return {
          ...questionnaire,
          sections: [
            ...questionnaire.sections,
            { code: own, label: input.intitule, introduction: input.introduction },
          ],
        };
      });
      return { location: `${workOf(survey)}/questions`, notice: 'L’étape est ajoutée.' };
    },
  });

  formPage(app, deps, {
    path: '/espace/enquetes/:slug/etapes/:etape/modifier',
    access: 'survey.edit',
    params: ofSection,
    body: { ...body, version: fields.version },
    load: async (request, params) => {
      const on = await onSurvey(deps, 'survey.edit')(request, params);
      const section = on.survey.questionnaire.sections.find((one) => one.code === params.etape);
      return { ...on, section: section ?? notFound('Cette étape n’existe pas.') };
    },
    initial: ({ thing: { survey, section } }) => ({
      intitule: section.label,
      introduction: section.introduction,
      version: String(survey.version),
    }),
    show: ({ form, thing: { survey } }) => ({
      meta: workMeta(survey, 'Modifier l’étape'),
      body: <SectionForm survey={survey} title="Modifier l’étape" form={form} />,
    }),
    submit: async ({ tx, input, thing: { survey, actor, section } }) => {
      const change = (questionnaire: Questionnaire): Questionnaire => ({
        ...questionnaire,
        sections: questionnaire.sections.map((one) =>
          one.code === section.code
            ? { ...one, label: input.intitule, introduction: input.introduction }
            : one,
        ),
      });
      await changeQuestions(tx, survey, byOf(deps, actor), change, {
        version: input.version,
        current: (now) => {
          const own = now.questionnaire.sections.find((one) => one.code === section.code);
          return { intitule: own?.label ?? '', introduction: own?.introduction ?? '' };
        },
      });
      return { location: `${workOf(survey)}/questions`, notice: 'L’étape est à jour.' };
    },
  });

  button(app, deps, {
    path: '/espace/enquetes/:slug/etapes/:etape/place',
    access: 'survey.edit',
    params: ofSection,
    body: direction,
    load: onSurvey(deps, 'survey.edit'),
    submit: async ({ tx, params, input, thing: { survey, actor } }) => {
      await changeQuestions(tx, survey, byOf(deps, actor), (all) =>
        moveSection(all, params.etape, wayOf(input.sens)),
      );
      return `${workOf(survey)}/questions#etape-${params.etape}`;
    },
  });

  button(app, deps, {
    path: '/espace/enquetes/:slug/etapes/:etape/suppression',
    access: 'survey.edit',
    params: ofSection,
    load: onSurvey(deps, 'survey.edit'),
    submit: async ({ tx, params, thing: { survey, actor } }) => {
      await changeQuestions(tx, survey, byOf(deps, actor), (all) => ({
        ...all,
        sections: all.sections.filter((one) => one.code !== params.etape),
      }));
      return { location: `${workOf(survey)}/questions`, notice: 'L’étape est supprimée.' };
    },
  });
}

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

function questions(app: App, deps: Deps): void {
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
      const typed = typedOf(request);
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
      const typed = typedOf(request);
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
    body: direction,
    load: onSurvey(deps, 'survey.edit'),
    submit: async ({ tx, params, input, thing: { survey, actor } }) => {
      await changeQuestions(tx, survey, byOf(deps, actor), (all) =>
        moveQuestion(all, params.question, wayOf(input.sens)),
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

function wording(app: App, deps: Deps): void {
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
      const typed = typedOf(request);
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
