import { z } from 'zod';
import { confidence, slug, source } from '../../../platform/provenance.ts';
import { catalogueSlugs } from '../catalogues.ts';
import { effort, facetCode } from '../resources/content.ts';

/** What the data of the catalogues look like: the OpenAPI document is made of these, and tests hold the answers to them. */

const address = z.url();
const moment = z.iso.datetime();

export const linkShape = z
  .strictObject({
    state: z.enum(['unchecked', 'ok', 'moved', 'refused', 'dead']),
    /** When it was last tried. */
    checked_at: moment.nullable(),
  })
  .describe(
    'Si l’adresse répond : « unchecked » quand on ne le sait pas, « dead » après plusieurs jours de panne',
  );

export const resourceShape = z
  .object({
    id: z.uuid().describe('Ne change jamais'),
    slug: slug.describe('Le dernier mot de son adresse ; ne change jamais'),
    catalogue: z.enum(catalogueSlugs),
    page: address.describe('Sa page sur ce site'),
    title: z.string(),
    summary: z.string(),
    producer: z.string(),
    url: address.describe('La ressource elle-même'),
    authority_size: z.strictObject({ min: z.int().nullable(), max: z.int().nullable() }),
    territories: z.array(z.string()).describe('« france », ou des codes : « region:84 »'),
    effort: effort.nullable(),
    opinions: z
      .strictObject({ useful: z.int(), total: z.int() })
      .nullable()
      .optional()
      .describe('D’une ressource seule : combien l’ont trouvée utile ; null tant que peu ont répondu'),
    uses: z.int().optional().describe('D’une ressource seule : combien de collectivités l’utilisent'),
    start: z.string().nullable().describe('Par où commencer, en Markdown'),
    skills: z.array(z.string()),
    language: z.string(),
    sources: z.array(source),
    confidence,
    note: z.string().nullable(),
    measures: z.array(slug).describe('Les mesures de l’agenda qu’elle aide'),
    checked_on: z.iso.date(),
    published: z.boolean(),
    version: z.int(),
    created_at: moment,
    updated_at: moment,
    link: linkShape,
  })
  .catchall(z.array(slug).describe('Les codes d’une facette, sous son nom : « needs », « themes »…'));

export const listShape = z.strictObject({
  title: z.string(),
  url: address.describe('La page qui dit la même chose'),
  licence: z.string(),
  total: z.int(),
  page: z.int().optional(),
  pages: z.int().optional(),
  next: address.nullable().describe('La suite ; null à la fin'),
  counts: z
    .record(facetCode, z.array(z.strictObject({ value: slug, count: z.int() })))
    .describe('Combien laisserait chaque valeur, les autres facettes restant en place'),
  labels: z.record(facetCode, z.record(slug, z.string())).describe('Le sens des codes de cette page'),
  resources: z.array(resourceShape),
});

export const dumpShape = z.strictObject({
  licence: z.string(),
  url: address,
  resources: z.array(resourceShape),
});

const authorShape = z.strictObject({
  name: z.string(),
  organisation: slug.nullable().describe('L’association dont elle est ; null pour les copilotes et l’équipe'),
});

const selectionParts = {
  slug,
  page: address.describe('Sa page sur ce site'),
  title: z.string(),
  author: authorShape,
  start_up: z.boolean().describe('Livrée avec Cordée : les copilotes ne l’ont pas encore relue'),
  updated_at: moment,
};

export const selectionsShape = z.strictObject({
  total: z.int(),
  page: z.int(),
  pages: z.int(),
  next: address.nullable(),
  items: z.array(
    z.strictObject({ ...selectionParts, resources: z.int().describe('Combien elle en compte') }),
  ),
});

export const selectionShape = z.strictObject({
  ...selectionParts,
  introduction: z.string().describe('En Markdown'),
  introduction_text: z.string().describe('La même, sans mise en forme'),
  version: z.int(),
  labels: z.record(facetCode, z.record(slug, z.string())).describe('Le sens des codes de ses ressources'),
  items: z
    .array(
      z.strictObject({
        note: z.string().nullable().describe('Pourquoi elle y est'),
        resource: resourceShape,
      }),
    )
    .describe('Dans l’ordre où les lire'),
});

export const problemShape = z.looseObject({ type: z.string(), status: z.int(), title: z.string() });

export const oembedShape = z.strictObject({
  version: z.literal('1.0'),
  type: z.literal('rich'),
  title: z.string(),
  provider_name: z.string(),
  provider_url: address,
  cache_age: z.int(),
  width: z.int(),
  height: z.int(),
  html: z.string(),
});
