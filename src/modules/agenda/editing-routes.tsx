import { z } from 'zod';
import type { Deps } from '../../platform/deps.ts';
import { type App, type FormState, fields, formPage } from '../../platform/http/index.ts';
import { PageHeader } from '../../ui/index.ts';
import { describe, readRule, ruleFields } from '../audience/index.ts';
import { asKeeper, byOf, onMeasure } from './access.ts';
import { audienceAsked } from './audience-form.ts';
import type { MeasureContent } from './content.ts';
import { meaningsFor } from './content-words.ts';
import { crumbsOf, workMeta, workPath } from './crumbs.ts';
import { currentOf } from './current.ts';
import { listThemes, newSlug, themeOf } from './editing.ts';
import { editingFields } from './measure-fields.ts';
import { contentOfInput, valuesOfContent } from './measure-input.ts';
import { can } from './policy.ts';
import { createMeasure, saveMeasure } from './saving.ts';
import { changeReason } from './views/change-reason.tsx';
import { MeasureForm } from './views/measure-form.tsx';

export const bySlug = z.object({ slug: fields.slug });

/** What the form of a measure needs besides its values. */
export async function formOf({ db }: Deps, form: FormState, content: MeasureContent | null) {
  const [themes, meanings] = await Promise.all([listThemes(db), meaningsFor(db, content ? [content] : [])]);
  return { form, themes, meanings };
}

/** Where measures are written. */
export function editingRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/agenda/nouvelle',
    access: 'measure.create',
    body: { ...editingFields, ...ruleFields },
    load: asKeeper(deps, 'measure.create'),
    initial: () => ({ etat: 'brouillon', confidence: 'medium', motif: 'Nouvelle mesure.' }),
    show: async ({ form, thing: actor }) => ({
      meta: workMeta('Nouvelle mesure'),
      body: (
        <>
          <PageHeader title="Nouvelle mesure" />
          <MeasureForm
            {...(await formOf(deps, form, null))}
            audience={await audienceAsked(deps, actor, form)}
            keeps
            reason={changeReason}
            submit="Enregistrer"
            cancelHref={workPath}
          />
        </>
      ),
    }),
    submit: async ({ tx, input, thing: actor }) => {
      const slug = await newSlug(tx, input.title);
      const theme = await themeOf(tx, input);
      const kept = { slug, rule: await readRule(tx, input), milestones: [] };
      const content = contentOfInput(input, kept, { theme, publicUrl: deps.settings.publicUrl });
      const published = input.etat === 'publiee';
      await createMeasure(tx, byOf(deps, actor), content, {
        origin: 'editor',
        reason: input.motif,
        published,
      });
      return {
        location: `/agenda/${slug}`,
        notice: published ? 'La mesure est publiée.' : 'Le brouillon est enregistré.',
      };
    },
  });

  formPage(app, deps, {
    path: '/agenda/:slug/modifier',
    access: 'measure.edit',
    params: bySlug,
    body: { ...editingFields, version: fields.version },
    load: async (request, params) => {
      const on = await onMeasure(deps, 'measure.edit')(request, params);
      const { content, measure } = await currentOf(deps.db, on.measure.id);
      return { ...on, content, measure, keeps: can(on.actor, 'measure.create', on.facts) };
    },
    initial: ({ thing: { content, measure } }) => ({
      ...valuesOfContent(content),
      etat: measure.published ? 'publiee' : 'brouillon',
      version: String(measure.version),
    }),
    show: async ({ form, thing: { content, measure, keeps } }) => {
      const parts = await formOf(deps, form, content);
      const told = describe(content.audience.rule, parts.meanings.rules);
      return {
        meta: crumbsOf(measure, 'Modifier'),
        body: (
          <>
            <PageHeader eyebrow={measure.title} title="Modifier la mesure" />
            <MeasureForm
              {...parts}
              audience={{ told, href: `/agenda/${measure.slug}/public` }}
              keeps={keeps}
              reason={changeReason}
              submit="Enregistrer"
              cancelHref={`/agenda/${measure.slug}`}
            />
          </>
        ),
      };
    },
    submit: async ({ tx, input, thing: { measure, content, actor, keeps } }) => {
      const theme = await themeOf(tx, keeps ? input : { theme: input.theme });
      const wanted = contentOfInput(
        input,
        { slug: measure.slug, rule: content.audience.rule, milestones: content.milestones },
        { theme, publicUrl: deps.settings.publicUrl },
      );
      const published = keeps && input.etat ? input.etat === 'publiee' : measure.published;
      const { changed } = await saveMeasure(
        tx,
        byOf(deps, actor),
        { id: measure.id, version: input.version },
        wanted,
        { origin: 'editor', reason: input.motif, published },
      );
      return {
        location: `/agenda/${measure.slug}`,
        notice: changed ? 'La mesure est à jour.' : 'Rien n’avait changé : rien n’est enregistré.',
      };
    },
  });
}
