import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import { type App, button, fields, formPage, found, notFound } from '../../../platform/http/index.ts';
import { Confirmation, HiddenFields, plural } from '../../../ui/index.ts';
import { byOf } from '../access.ts';
import { derivedFacets } from '../facets/taxonomy.ts';
import { addValue, editValue, moveValue, retireValue } from './actions.ts';
import { access, asTeam, taxonomyMeta } from './as-team.ts';
import { findFacet, findValue } from './queries.ts';
import { ofFacet, ofValue, wordFields } from './schemas.ts';
import { home, WordsForm } from './views/pages.tsx';

/** The values of a facet: added, worded, put in order, retired. */
export function valueRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  /** Values of facets that follow from the rest are none that somebody adds or retires. */
  const chosen = async (request: FastifyRequest, code: string) => {
    const actor = asTeam(request);
    const facet = found(await findFacet(db, code));
    if (derivedFacets.includes(facet.code)) notFound();
    return { actor, facet };
  };
  const onValue = async (request: FastifyRequest, params: { facet: string; code: string }) => {
    const actor = asTeam(request);
    const facet = found(await findFacet(db, params.facet));
    return { actor, facet, value: found(await findValue(db, params.facet, params.code)) };
  };
  const crumb = (facet: { code: string; label: string }) => ({
    label: facet.label,
    href: `${home}/${facet.code}`,
  });

  formPage(app, deps, {
    path: `${home}/:facet/valeurs/nouvelle`,
    access,
    params: ofFacet,
    body: wordFields,
    load: (request, { facet }) => chosen(request, facet),
    show: ({ form, thing: { facet } }) => ({
      meta: taxonomyMeta('Ajouter une valeur', crumb(facet)),
      body: (
        <WordsForm
          form={form}
          eyebrow={facet.label}
          title="Ajouter une valeur"
          lead="Son code viendra de ce libellé et ne changera plus."
          submit="Ajouter"
          cancelHref={`${home}/${facet.code}`}
        />
      ),
    }),
    submit: async ({ tx, input, thing: { actor, facet } }) => {
      const code = await addValue(tx, byOf(deps, actor), facet.code, input);
      return { location: `${home}/${facet.code}`, notice: `La valeur est ajoutée, sous le code ${code}.` };
    },
  });

  formPage(app, deps, {
    path: `${home}/:facet/valeurs/:code/modifier`,
    access,
    params: ofValue,
    body: { ...wordFields, version: fields.version },
    load: onValue,
    initial: ({ thing: { value } }) => ({
      label: value.label,
      definition: value.definition,
      version: String(value.version),
    }),
    show: ({ form, thing: { facet, value } }) => ({
      meta: taxonomyMeta('Modifier une valeur', crumb(facet)),
      body: (
        <WordsForm
          form={form}
          eyebrow={facet.label}
          title={`Modifier « ${value.label} »`}
          lead={`Le code ${value.code} ne change pas.`}
          submit="Enregistrer"
          cancelHref={`${home}/${facet.code}`}
        />
      ),
    }),
    submit: async ({ tx, input: { version, ...words }, params, thing: { actor } }) => {
      await editValue(tx, byOf(deps, actor), { ...params, version }, words);
      return { location: `${home}/${params.facet}`, notice: 'La valeur est à jour.' };
    },
  });

  formPage(app, deps, {
    path: `${home}/:facet/valeurs/:code/retrait`,
    access,
    params: ofValue,
    load: async (request, params) => {
      await chosen(request, params.facet);
      return onValue(request, params);
    },
    body: { retirer: z.enum(['oui', 'non']) },
    show: ({ form, thing: { facet, value } }) => ({
      meta: taxonomyMeta(value.retired ? 'Remettre une valeur' : 'Retirer une valeur', crumb(facet)),
      body: (
        <Confirmation
          about={facet.label}
          question={value.retired ? `Remettre « ${value.label} » ?` : `Retirer « ${value.label} » ?`}
          warning={
            value.retired
              ? 'Elle sera de nouveau proposée à qui décrit une ressource.'
              : `Elle ne sera plus proposée. ${plural(value.uses, 'ressource la garde', 'ressources la gardent')}, et ses liens continuent de marcher.`
          }
          act={value.retired ? 'Remettre' : 'Retirer'}
          form={form}
          cancelHref={`${home}/${facet.code}`}
        >
          <HiddenFields fields={{ retirer: value.retired ? 'non' : 'oui' }} />
        </Confirmation>
      ),
    }),
    submit: async ({ tx, input, params, thing: { actor } }) => {
      const retires = input.retirer === 'oui';
      await retireValue(tx, byOf(deps, actor), params, retires);
      return {
        location: `${home}/${params.facet}`,
        notice: retires ? 'La valeur est retirée.' : 'La valeur est de nouveau proposée.',
      };
    },
  });

  button(app, deps, {
    path: `${home}/:facet/valeurs/:code/ordre`,
    access,
    params: ofValue,
    body: { sens: fields.direction() },
    load: onValue,
    submit: async ({ tx, input, params, thing: { actor } }) => {
      await moveValue(tx, byOf(deps, actor), params, input.sens);
      return `${home}/${params.facet}#valeurs`;
    },
  });
}
