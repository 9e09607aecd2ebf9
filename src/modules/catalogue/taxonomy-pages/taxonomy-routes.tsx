import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../../platform/deps.ts';
import { type App, fields, formPage, found } from '../../../platform/http/index.ts';
import { listSynonyms } from '../../../platform/search/index.ts';
import { byOf } from '../access.ts';
import { derivedFacets } from '../facets/taxonomy.ts';
import { editFacet } from './actions.ts';
import { access, asTeam, taxonomyMeta } from './as-team.ts';
import { findFacet, listFacets, valuesOf } from './queries.ts';
import { ofFacet, wordFields } from './schemas.ts';
import { FacetPage, home, TaxonomyPage, WordsForm } from './views/pages.tsx';

/** Where the programme team writes the taxonomy: words and order, never the codes. */
export function taxonomyRoutes(app: App, deps: Deps): void {
  const { db } = deps;

  app.get(home, { config: { access } }, async (request, reply) => {
    asTeam(request);
    const [facets, synonyms] = await Promise.all([listFacets(db), listSynonyms(db)]);
    return reply.page(taxonomyMeta('Taxonomie'), <TaxonomyPage facets={facets} synonyms={synonyms.length} />);
  });

  const load = async (request: FastifyRequest, { facet }: { facet: string }) => {
    const actor = asTeam(request);
    return { actor, facet: found(await findFacet(db, facet)) };
  };

  app.get(`${home}/:facet`, { config: { access }, schema: { params: ofFacet } }, async (request, reply) => {
    const { facet } = await load(request, request.params);
    return reply.page(
      taxonomyMeta(facet.label),
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
      meta: taxonomyMeta('Modifier', { label: facet.label, href: `${home}/${facet.code}` }),
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
