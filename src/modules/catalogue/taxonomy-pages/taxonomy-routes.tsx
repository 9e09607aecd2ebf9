import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Deps } from '../../../platform/deps.ts';
import {
  type App,
  authorise,
  button,
  Conflict,
  fields,
  formPage,
  found,
  notFound,
  type PageMeta,
} from '../../../platform/http/index.ts';
import {
  editSynonyms,
  findSynonyms,
  listSynonyms,
  removeSynonyms,
  writeSynonyms,
} from '../../../platform/search/index.ts';
import { Confirmation, HiddenFields, plural } from '../../../ui/index.ts';
import { record } from '../../audit/index.ts';
import { type Actor, signedIn } from '../../identity/index.ts';
import { byOf } from '../access.ts';
import { can } from '../policy.ts';
import { derivedFacets } from '../taxonomy.ts';
import { addValue, editFacet, editValue, moveValue, retireValue } from './actions.ts';
import { findFacet, findValue, listFacets, valuesOf } from './queries.ts';
import { ofFacet, ofSynonyms, ofValue, synonymFields, wordFields } from './schemas.ts';
import { FacetPage, home, SynonymForm, SynonymsPage, TaxonomyPage, WordsForm } from './views/pages.tsx';

const access = 'taxonomy.edit';

function asTeam(request: FastifyRequest): Actor {
  authorise(request, access, can(request.actor, access, null));
  return signedIn(request);
}

function metaOf(title: string, ...between: { label: string; href: string }[]): PageMeta {
  const root = { label: 'Administration', href: '/administration' };
  const top = { label: 'Taxonomie', href: home };
  const crumbs = title === 'Taxonomie' ? [root] : [root, top, ...between];
  return { title, noindex: true, breadcrumb: [...crumbs, { label: title }] };
}

/** Where the programme team writes the taxonomy: words and order, never the codes. */
export function taxonomyRoutes(app: App, deps: Deps): void {
  const { db } = deps;

  app.get(home, { config: { access } }, async (request, reply) => {
    asTeam(request);
    const [facets, synonyms] = await Promise.all([listFacets(db), listSynonyms(db)]);
    return reply.page(metaOf('Taxonomie'), <TaxonomyPage facets={facets} synonyms={synonyms.length} />);
  });

  synonymRoutes(app, deps);
  facetRoutes(app, deps);
  valueRoutes(app, deps);
}

function facetRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const load = async (request: FastifyRequest, { facet }: { facet: string }) => {
    const actor = asTeam(request);
    return { actor, facet: found(await findFacet(db, facet)) };
  };

  app.get(`${home}/:facet`, { config: { access }, schema: { params: ofFacet } }, async (request, reply) => {
    const { facet } = await load(request, request.params);
    return reply.page(
      metaOf(facet.label),
      <FacetPage
        facet={facet}
        values={await valuesOf(db, facet.code)}
        derived={derivedFacets.includes(facet.code)}
      />,
    );
  });

  formPage(app, deps, {
    path: `${home}/:facet/modifier`,
    access,
    params: ofFacet,
    body: { ...wordFields, version: fields.version },
    load,
    initial: ({ thing: { facet } }) => ({
      label: facet.label,
      definition: facet.definition,
      version: String(facet.version),
    }),
    show: ({ form, thing: { facet } }) => ({
      meta: metaOf('Modifier', { label: facet.label, href: `${home}/${facet.code}` }),
      body: (
        <WordsForm
          form={form}
          eyebrow={facet.label}
          title="Modifier la facette"
          submit="Enregistrer"
          cancelHref={`${home}/${facet.code}`}
        />
      ),
    }),
    submit: async ({ tx, input: { version, ...words }, thing: { actor, facet } }) => {
      await editFacet(tx, byOf(deps, actor), facet.code, version, words);
      return { location: `${home}/${facet.code}`, notice: 'La facette est à jour.' };
    },
  });
}

function valueRoutes(app: App, deps: Deps): void {
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
      meta: metaOf('Ajouter une valeur', crumb(facet)),
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
      meta: metaOf('Modifier une valeur', crumb(facet)),
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
      meta: metaOf(value.retired ? 'Remettre une valeur' : 'Retirer une valeur', crumb(facet)),
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
    body: { sens: z.enum(['haut', 'bas'], { error: 'Dites dans quel sens.' }) },
    load: onValue,
    submit: async ({ tx, input, params, thing: { actor } }) => {
      await moveValue(tx, byOf(deps, actor), params, input.sens === 'haut' ? 'up' : 'down');
      return `${home}/${params.facet}#valeurs`;
    },
  });
}

function synonymRoutes(app: App, deps: Deps): void {
  const { db } = deps;
  const here = `${home}/synonymes`;
  const crumb = { label: 'Synonymes', href: here };
  const thingOf = (id: string, words: readonly string[]) => ({
    type: 'synonyms',
    id,
    label: words.join(', ').slice(0, 200),
  });
  const load = async (request: FastifyRequest, { id }: { id: string }) => {
    const actor = asTeam(request);
    return { actor, group: found(await findSynonyms(db, id)) };
  };

  app.get(here, { config: { access } }, async (request, reply) => {
    asTeam(request);
    return reply.page(metaOf('Synonymes'), <SynonymsPage groups={await listSynonyms(db)} />);
  });

  formPage(app, deps, {
    path: `${here}/nouveau`,
    access,
    body: synonymFields,
    load: asTeam,
    show: ({ form }) => ({
      meta: metaOf('Ajouter des synonymes', crumb),
      body: <SynonymForm form={form} title="Ajouter un groupe de synonymes" />,
    }),
    submit: async ({ tx, input: { mots }, thing: actor }) => {
      await writeSynonyms(tx, [mots]);
      await record(tx, {
        actor: byOf(deps, actor).by,
        verb: 'taxonomy.add-synonyms',
        thing: thingOf(mots[0] ?? '', mots),
      });
      return { location: here, notice: 'Le groupe est ajouté.' };
    },
  });

  formPage(app, deps, {
    path: `${here}/:id/modifier`,
    access,
    params: ofSynonyms,
    body: { ...synonymFields, version: fields.version },
    load,
    initial: ({ thing: { group } }) => ({ mots: group.words.join('\n'), version: String(group.version) }),
    show: ({ form }) => ({
      meta: metaOf('Modifier des synonymes', crumb),
      body: <SynonymForm form={form} title="Modifier un groupe de synonymes" />,
    }),
    submit: async ({ tx, input: { mots, version }, params: { id }, thing: { actor } }) => {
      if (!(await editSynonyms(tx, { id, words: mots, version }))) {
        const current = found(await findSynonyms(tx, id));
        throw new Conflict(
          'Quelqu’un a modifié ce groupe pendant que vous écriviez.',
          { mots: current.words.join('\n') },
          current.version,
        );
      }
      await record(tx, {
        actor: byOf(deps, actor).by,
        verb: 'taxonomy.edit-synonyms',
        thing: thingOf(id, mots),
      });
      return { location: here, notice: 'Le groupe est à jour.' };
    },
  });

  formPage(app, deps, {
    path: `${here}/:id/suppression`,
    access,
    params: ofSynonyms,
    load,
    show: ({ form, thing: { group } }) => ({
      meta: metaOf('Supprimer des synonymes', crumb),
      body: (
        <Confirmation
          about="Synonymes de la recherche"
          question="Supprimer ce groupe ?"
          warning={`Ces mots ne se chercheront plus l’un pour l’autre : ${group.words.join(', ')}.`}
          act="Supprimer"
          form={form}
          cancelHref={here}
        />
      ),
    }),
    submit: async ({ tx, thing: { actor, group } }) => {
      await removeSynonyms(tx, group.id);
      await record(tx, {
        actor: byOf(deps, actor).by,
        verb: 'taxonomy.remove-synonyms',
        thing: thingOf(group.id, group.words),
      });
      return { location: here, notice: 'Le groupe est supprimé.' };
    },
  });
}
