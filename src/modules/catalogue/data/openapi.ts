import { z } from 'zod';
import { catalogueSlugs } from '../catalogues.ts';
import type { Taxonomy } from '../facets/taxonomy.ts';
import { facetNames, sorts, times } from '../list/list-query.ts';
import { listDataQuery } from './list-data-routes.ts';
import {
  dumpShape,
  linkShape,
  listShape,
  oembedShape,
  problemShape,
  resourceShape,
  selectionShape,
  selectionsShape,
} from './shapes.ts';

type Json = Record<string, unknown>;

/** What the fields of a query mean; a facet is described by the taxonomy. */
const meanings: Readonly<Record<string, { description: string; schema: Json }>> = {
  q: { description: 'Des mots, leurs synonymes compris', schema: { type: 'string', maxLength: 200 } },
  temps: { description: 'Au plus tant de minutes', schema: { type: 'integer', enum: times } },
  collectivite: {
    description:
      'Ce qui convient à une collectivité : son code INSEE, SIREN, ou son nom quand elle est seule à le porter',
    schema: { type: 'string', maxLength: 200 },
  },
  collectivite_id: {
    description: 'La même, par son identifiant : « commune:74010 »',
    schema: { type: 'string', maxLength: 200 },
  },
  tri: { description: 'L’ordre, quand aucun texte n’est cherché', schema: { type: 'string', enum: sorts } },
  page: { description: 'La page, à partir de 1', schema: { type: 'integer', minimum: 1, default: 1 } },
  nombre: {
    description: 'Combien de ressources par page',
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  },
  apres: {
    description:
      'Pour tout lire sans rien manquer : « debut », puis suivez « next ». L’ordre est alors celui d’arrivée, et ni « page » ni « tri » ne comptent',
    schema: { anyOf: [{ const: 'debut' }, { type: 'string', format: 'uuid' }] },
  },
};

/** In the order of the route's own schema: what it does not take is not told. */
function parametersOf(query: z.ZodObject, known: Taxonomy): Json[] {
  return Object.keys(query.shape).map((name) => {
    const facet = known.get(name);
    if (facet && facetNames.includes(name)) {
      return {
        name,
        in: 'query',
        description: `${facet.definition} Plusieurs valeurs : l’une ou l’autre.`,
        schema: { type: 'array', items: { type: 'string', enum: [...facet.values.keys()] } },
        style: 'form',
        explode: true,
      };
    }
    return { name, in: 'query', ...(meanings[name] ?? { schema: { type: 'string' } }) };
  });
}

const inPath = (name: string, schema: Json): Json => ({ name, in: 'path', required: true, schema });
const ofCatalogue = inPath('catalogue', { type: 'string', enum: catalogueSlugs });
const bySlug = inPath('slug', { type: 'string', pattern: '^[a-z0-9-]+$' });

const problem = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const answer = (description: string, type: string, schema: Json): Json => ({
  description,
  headers: {
    ETag: { description: 'À renvoyer dans If-None-Match', schema: { type: 'string' } },
  },
  content: { [type]: { schema } },
});

const text = { type: 'string' };
const object = { type: 'object' };
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

interface Operation {
  id: string;
  summary: string;
  parameters?: Json[];
  type: string;
  schema: Json;
  more?: Json;
}

function get({ id, summary, parameters = [], type, schema, more = {} }: Operation): Json {
  return {
    get: {
      operationId: id,
      summary,
      tags: ['Catalogues'],
      parameters,
      responses: {
        200: answer(summary, type, schema),
        304: { description: 'Rien n’a changé depuis l’ETag envoyé' },
        404: problem('Rien à cette adresse'),
        ...more,
      },
    },
  };
}

const limited = {
  429: {
    ...problem('Trop de demandes'),
    headers: {
      'Retry-After': { description: 'Dans combien de secondes revenir', schema: { type: 'integer' } },
    },
  },
};

/** The public data of the catalogues, as an OpenAPI 3.1 document. */
export function openApiOf(known: Taxonomy, publicUrl: string): Json {
  const filters = listDataQuery.omit({ nombre: true, apres: true, page: true });
  const list = (query: z.ZodObject): Json[] => [ofCatalogue, ...parametersOf(query, known)];
  const one = [ofCatalogue, bySlug];
  const refused = { 422: problem('Un curseur qui n’existe plus') };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Les catalogues de Cordée',
      version: '1.0.0',
      summary: 'Ce qui aide les collectivités : guides, services, diagnostics, formations',
      description:
        'Lecture seule, sans clé ni compte, depuis tout site (CORS). Ce qui existe ne change ni d’adresse ni de sens ; des champs peuvent s’ajouter.',
      license: { name: 'Licence Ouverte 2.0', identifier: 'etalab-2.0' },
      contact: { url: `${publicUrl}/contact` },
    },
    servers: [{ url: publicUrl }],
    tags: [{ name: 'Catalogues' }],
    security: [],
    paths: {
      '/catalogues/{catalogue}.json': get({
        id: 'lister',
        summary: 'Les ressources d’un catalogue, sous des filtres',
        parameters: list(listDataQuery),
        type: 'application/json',
        schema: ref('List'),
        more: refused,
      }),
      '/catalogues/{catalogue}.csv': get({
        id: 'listerEnTableau',
        summary: 'Les mêmes, toutes, en tableau',
        parameters: list(filters),
        type: 'text/csv',
        schema: text,
      }),
      '/catalogues/{catalogue}.jsonld': get({
        id: 'listerEnSchemaOrg',
        summary: 'Les mêmes, dans les mots de schema.org',
        parameters: list(listDataQuery.omit({ apres: true })),
        type: 'application/ld+json',
        schema: object,
      }),
      '/catalogues/{catalogue}.atom': get({
        id: 'suivre',
        summary: 'Les 50 dernières, pour un lecteur de flux',
        parameters: list(filters.omit({ tri: true })),
        type: 'application/atom+xml',
        schema: text,
      }),
      '/catalogues/{catalogue}/{slug}.json': get({
        id: 'lire',
        summary: 'Une ressource',
        parameters: one,
        type: 'application/json',
        schema: ref('Resource'),
      }),
      '/catalogues/{catalogue}/{slug}.jsonld': get({
        id: 'lireEnSchemaOrg',
        summary: 'Une ressource, dans les mots de schema.org',
        parameters: one,
        type: 'application/ld+json',
        schema: object,
      }),
      '/catalogues/{catalogue}/{slug}.csv': get({
        id: 'listerVersions',
        summary: 'Les versions d’une ressource',
        parameters: one,
        type: 'text/csv',
        schema: text,
      }),
      '/catalogues/{catalogue}/{slug}.atom': get({
        id: 'suivreVersions',
        summary: 'Ce qui change dans une ressource, pour un lecteur de flux',
        parameters: one,
        type: 'application/atom+xml',
        schema: text,
      }),
      '/catalogues/tout.json': get({
        id: 'toutLire',
        summary: 'Tout ce qui est publié, en un fichier',
        type: 'application/json',
        schema: ref('Dump'),
        more: limited,
      }),
      '/catalogues/tout.ndjson': get({
        id: 'toutLireParLigne',
        summary: 'Le même, une ressource par ligne',
        type: 'application/x-ndjson',
        schema: text,
        more: limited,
      }),
      '/catalogues.jsonld': get({
        id: 'decrire',
        summary: 'Les catalogues comme jeux de données (DCAT)',
        type: 'application/ld+json',
        schema: object,
      }),
      '/selections.json': get({
        id: 'listerSelections',
        summary: 'Les sélections publiées',
        parameters: [{ name: 'page', in: 'query', ...meanings.page }],
        type: 'application/json',
        schema: ref('Selections'),
      }),
      '/selections/{slug}.json': get({
        id: 'lireSelection',
        summary: 'Une sélection, ses ressources dans l’ordre et pourquoi elles y sont',
        parameters: [bySlug],
        type: 'application/json',
        schema: ref('Selection'),
      }),
      '/oembed': get({
        id: 'integrer',
        summary: 'De quoi montrer ailleurs une liste, une sélection ou une ressource (oEmbed)',
        parameters: [
          { name: 'url', in: 'query', required: true, schema: { type: 'string', format: 'uri' } },
          { name: 'format', in: 'query', schema: { const: 'json' } },
          { name: 'maxwidth', in: 'query', schema: { type: 'integer' } },
          { name: 'maxheight', in: 'query', schema: { type: 'integer' } },
        ],
        type: 'application/json',
        schema: ref('Oembed'),
        more: { 501: problem('Un autre format que JSON') },
      }),
    },
    components: {
      schemas: schemasOf({
        Resource: resourceShape,
        List: listShape,
        Dump: dumpShape,
        Link: linkShape,
        Selections: selectionsShape,
        Selection: selectionShape,
        Oembed: oembedShape,
        Problem: problemShape,
      }),
    },
  };
}

/** Each under its name, and named by the others. */
function schemasOf(shapes: Record<string, z.ZodType>): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(shapes)) registry.add(shape, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]),
  );
}
