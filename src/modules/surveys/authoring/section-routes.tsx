import type { Deps } from '../../../platform/deps.ts';
import { type App, button, fields, formPage, notFound, Refusal } from '../../../platform/http/index.ts';
import { slugOf } from '../../../platform/slug.ts';
import { bySlug, onSurvey } from '../access.ts';
import { workMeta, workOf } from '../addresses.ts';
import { moveSection } from '../engine/arrange.ts';
import type { Questionnaire } from '../engine/question.ts';
import { byOf } from '../managing/held.ts';
import { changeQuestions } from './changing.ts';
import { ofSection } from './params.ts';
import { SectionForm } from './views/section-form.tsx';

/** Steps: added, changed, moved, removed. */
export function sectionRoutes(app: App, deps: Deps): void {
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
    body: { sens: fields.direction() },
    load: onSurvey(deps, 'survey.edit'),
    submit: async ({ tx, params, input, thing: { survey, actor } }) => {
      await changeQuestions(tx, survey, byOf(deps, actor), (all) =>
        moveSection(all, params.etape, input.sens),
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
