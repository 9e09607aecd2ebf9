import { z } from 'zod';
import { confidence, slug, source } from '../../../platform/provenance.ts';
import { catalogueSlugs } from '../catalogues.ts';

const webAddress = z.url({ protocol: /^https?$/ });

/** Time that it takes: minutes when they are known, and how it is said. */
export const effort = z.strictObject({
  min_minutes: z.int().min(0).nullable(),
  max_minutes: z.int().min(0).nullable(),
  label: z.string().min(1),
});

export type Effort = z.infer<typeof effort>;

export const facetCode = z.string().regex(/^[a-z0-9]+([-_][a-z0-9]+)*$/);

/** Values of each facet, by its code; whether the taxonomy has them is looked up when it is written. */
export const facetValues = z.record(facetCode, z.array(slug).min(1).max(60));

export type FacetValues = z.infer<typeof facetValues>;

/** A resource as it is loaded, imported, versioned and proposed: one shape for all. */
export const resourceContent = z.strictObject({
  catalogue: z.enum(catalogueSlugs),
  slug,
  title: z.string().min(1),
  summary: z.string().min(1),
  /** Who makes it. */
  producer: z.string().min(1),
  url: webAddress,
  facets: facetValues,
  /** People of the authorities that it suits, bounds included; null when there is no bound. */
  least_people: z.int().min(0).nullable(),
  most_people: z.int().min(0).nullable(),
  /** Where it is open, as `region:84`; empty for all of France. */
  territories: z.array(z.string().regex(/^[a-z]+:\w+$/)),
  effort: effort.nullable(),
  /** How to begin, in Markdown. */
  start: z.string().min(1).nullable(),
  skills: z.array(z.string().min(1)),
  language: z.string().regex(/^[a-z]{2}$/),
  sources: z.array(source),
  confidence,
  note: z.string().min(1).nullable(),
  /** Slugs of the measures of the agenda that it helps. */
  measures: z.array(slug),
  /** When somebody last made sure that what is said is true. */
  checked_on: z.iso.date(),
});

export type ResourceContent = z.infer<typeof resourceContent>;

/** `data/resources-*.json` */
export const resourcesFile = z.strictObject({
  catalogue: z.enum(catalogueSlugs),
  items: z.array(resourceContent.omit({ catalogue: true })),
});

/** `data/taxonomy.json` */
export const taxonomyFile = z.strictObject({
  title: z.string(),
  generated_on: z.iso.date(),
  note: z.string(),
  facets: z.array(
    z.strictObject({
      code: facetCode,
      label: z.string().min(1),
      definition: z.string().min(1),
      multiple: z.boolean(),
      values: z.array(
        z.strictObject({ code: slug, label: z.string().min(1), definition: z.string().min(1) }),
      ),
    }),
  ),
  synonyms: z.array(z.array(z.string().min(1)).min(2)),
});

/** `facet:code`, as resources keep what the taxonomy says of them. */
export const termOf = (facet: string, code: string): string => `${facet}:${code}`;

export const termsOf = (facets: FacetValues): string[] =>
  Object.entries(facets).flatMap(([facet, codes]) => codes.map((code) => termOf(facet, code)));

export function facetsOf(terms: readonly string[]): FacetValues {
  const pairs = terms.map((term) => term.split(':'));
  const byFacet = Map.groupBy(pairs, ([facet = '']) => facet);
  return Object.fromEntries([...byFacet].map(([facet, its]) => [facet, its.map(([, code = '']) => code)]));
}
