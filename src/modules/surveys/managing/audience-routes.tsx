import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, formPage, typedText } from '../../../platform/http/index.ts';
import { Form, FormTroubles, HiddenFields, RadioGroup, SubmitRow } from '../../../ui/index.ts';
import {
  describe,
  fieldsOfRule,
  previewOf,
  RuleFields,
  readRule,
  ruleChoices,
  ruleFields,
  ruleVersion,
  vocabularyOf,
} from '../../audience/index.ts';
import { bySlug, onSurvey } from '../access.ts';
import { workMeta, workOf } from '../addresses.ts';
import { WorkFrame } from '../views/frame.tsx';
import { byOf } from './held.ts';
import { saveAudience } from './settings.ts';

/** Which authorities a survey is for. */
export function audienceRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  formPage(app, deps, {
    path: '/espace/enquetes/:slug/public',
    access: 'survey.edit',
    params: bySlug,
    body: {
      ...ruleFields,
      portee: fields.choice(['toutes', 'regle'], 'Dites qui est concerné.'),
      version: fields.version,
    },
    load: onSurvey(deps, 'survey.edit'),
    initial: async ({ thing: { survey } }) => ({
      ...(survey.audience ? await fieldsOfRule(db, survey.audience.rule) : {}),
      portee: survey.audience ? 'regle' : 'toutes',
      version: String(survey.version),
    }),
    show: async ({ form, thing: { survey } }) => {
      const kept = survey.audience?.rule;
      const asked = typedText(form.values, 'apercu') !== '';
      const [choices, vocabulary, preview] = await Promise.all([
        ruleChoices(db),
        vocabularyOf(db, kept ? [kept] : []),
        asked ? previewOf(db, form.values, { kept }) : undefined,
      ]);
      return {
        meta: workMeta(survey, 'Public visé'),
        body: (
          <WorkFrame
            survey={survey}
            title="Public visé"
            current="public"
            lead="Une collectivité qui n’est pas concernée ne peut pas répondre ; celle dont on ne sait pas le peut."
          >
            <FormTroubles form={form} labels={{}} />
            <Form formKey={form.key}>
              <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
              <RadioGroup
                name="portee"
                label="Qui est concerné ?"
                value={typedText(form.values, 'portee')}
                error={form.errors.portee}
                choices={[
                  { value: 'toutes', label: 'Toutes les collectivités' },
                  { value: 'regle', label: 'Celles que dit la règle qui suit' },
                ]}
              />
              <RuleFields
                form={form}
                choices={choices}
                {...(kept && { kept: describe(kept, vocabulary) })}
                preview={preview}
              />
              <SubmitRow label="Enregistrer" cancelHref={workOf(survey)} />
            </Form>
          </WorkFrame>
        ),
      };
    },
    submit: async ({ tx, input, thing: { survey, actor } }) => {
      const { portee, version, ...typed } = input;
      const rule = portee === 'regle' ? await readRule(tx, typed, survey.audience?.rule) : null;
      await saveAudience(tx, survey, version, rule && { version: ruleVersion, rule }, byOf(deps, actor));
      return { location: workOf(survey), notice: 'Le public visé est à jour.' };
    },
  });
}
