import type { Deps } from '../../platform/deps.ts';
import { type App, authorise, formPage, found, typedField, typedText } from '../../platform/http/index.ts';
import { choicesOf, MarkForm } from '../../ui/index.ts';
import { publishedMeasures } from '../agenda/index.ts';
import { signedIn } from '../identity/index.ts';
import { authorityUrl } from '../territories/index.ts';
import { findMark, mark, markLabels } from './marks.ts';
import { metaOf, placeAt } from './place.ts';
import { can } from './policy.ts';
import { actStatesOf, markFields, ofMeasure } from './schemas.ts';
import { ActFields } from './views/act-fields.tsx';

/** Where the authority is with a measure, for colleagues: whose it is, the account says, never the form. */
export function markRoutes(app: App, deps: Deps): void {
  formPage(app, deps, {
    path: '/collectivites/:segment/:code/mesures/:slug',
    access: 'authority.mark',
    params: ofMeasure,
    body: markFields,
    load: async (request, params) => {
      const { authority } = await placeAt(deps.db, params);
      authorise(request, 'authority.mark', can(request.actor, 'authority.mark', authority.id));
      const measure = found((await publishedMeasures(deps)).find(({ slug }) => slug === params.slug));
      return { actor: signedIn(request), authority, measure };
    },
    initial: async ({ thing: { authority, measure } }) => {
      const current = await findMark(deps.db, authority.id, measure.id);
      return {
        etat: current?.state ?? '',
        acte: [...(current?.acts.keys() ?? [])],
        acte_etat: [...(current?.acts.values() ?? [])],
        note: current?.note ?? '',
        version: String(current?.version ?? 0),
      };
    },
    show: async ({ form, thing: { authority, measure } }) => {
      const current = await findMark(deps.db, authority.id, measure.id);
      const state = typedField(form, 'etat');
      // Chosen still when a colleague took the mark away meanwhile.
      const mayErase = current !== undefined || state.value === 'none';
      return {
        meta: metaOf(authority, 'Noter où nous en sommes'),
        body: (
          <MarkForm
            form={form}
            authority={authority}
            of={measure}
            state={state}
            choices={[
              ...choicesOf(markLabels),
              ...(mayErase
                ? [{ value: 'none', label: 'Rien à noter', hint: 'Efface ce qui était noté.' }]
                : []),
            ]}
            note={typedField(form, 'note')}
            version={typedText(form.values, 'version')}
            current={current}
            cancelHref={authorityUrl(authority)}
          >
            <ActFields acts={measure.consequences} form={form} />
          </MarkForm>
        ),
      };
    },
    submit: async ({
      tx,
      input: { etat, acte, acte_etat, note, version },
      thing: { actor, authority, measure },
    }) => {
      await mark(
        tx,
        { by: actor, now: deps.clock.now(), authority, measure },
        { state: etat === 'none' ? null : etat, acts: actStatesOf(acte, acte_etat), note, version },
      );
      return {
        location: `${authorityUrl(authority)}#mesure-${measure.slug}`,
        notice: `C’est noté pour « ${measure.title} ». Vos collègues le voient, personne d’autre.`,
      };
    },
  });
}
