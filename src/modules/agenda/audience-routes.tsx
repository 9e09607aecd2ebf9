import type { Deps } from '../../platform/deps.ts';
import { type App, fields, formPage, typedText } from '../../platform/http/index.ts';
import { Form, FormTroubles, HiddenFields, PageHeader, SubmitRow } from '../../ui/index.ts';
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
} from '../audience/index.ts';
import { byOf, onMeasure } from './access.ts';
import { crumbsOf } from './crumbs.ts';
import { currentOf } from './current.ts';
import { bySlug } from './editing-routes.tsx';
import { whatChanges } from './measure-fields.ts';
import { saveMeasure } from './saving.ts';
import { ChangeReason } from './views/change-reason.tsx';

/** Where the public of a measure is said, with whom it hits before it is kept. */
export function audienceRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  formPage(app, deps, {
    path: '/agenda/:slug/public',
    access: 'measure.edit',
    params: bySlug,
    body: { ...ruleFields, motif: whatChanges, version: fields.version },
    load: async (request, params) => {
      const on = await onMeasure(deps, 'measure.edit')(request, params);
      return { ...on, ...(await currentOf(db, on.measure.id)) };
    },
    initial: async ({ thing: { content, measure } }) => ({
      ...(await fieldsOfRule(db, content.audience.rule)),
      version: String(measure.version),
    }),
    show: async ({ form, thing: { content, measure } }) => {
      const { rule } = content.audience;
      const [choices, vocabulary, preview] = await Promise.all([
        ruleChoices(db),
        vocabularyOf(db, [rule]),
        previewOf(db, form.values, { kept: rule }),
      ]);
      const told = describe(rule, vocabulary);
      return {
        meta: crumbsOf(measure, 'Public visé'),
        body: (
          <>
            <PageHeader eyebrow={measure.title} title="Public visé" lead={`Aujourd’hui : ${told}.`} />
            <FormTroubles form={form} labels={{ audience: 'Public visé' }} />
            <Form formKey={form.key}>
              <HiddenFields fields={{ version: typedText(form.values, 'version') }} />
              <RuleFields form={form} choices={choices} kept={told} preview={preview} />
              <ChangeReason form={form} />
              <SubmitRow label="Enregistrer" cancelHref={`/agenda/${measure.slug}`} />
            </Form>
          </>
        ),
      };
    },
    submit: async ({ tx, input, thing: { measure, content, actor } }) => {
      const { motif, version, ...typed } = input;
      const rule = await readRule(tx, typed, content.audience.rule);
      const { changed } = await saveMeasure(
        tx,
        byOf(deps, actor),
        { id: measure.id, version },
        { ...content, audience: { version: ruleVersion, rule } },
        { origin: 'editor', reason: motif, published: measure.published },
      );
      return {
        location: `/agenda/${measure.slug}`,
        notice: changed ? 'Le public visé est à jour.' : 'Rien n’avait changé : rien n’est enregistré.',
      };
    },
  });
}
