import { z } from 'zod';
import { Refusal, type TypedValues } from '../../../platform/http/index.ts';
import type { Catalogue } from '../catalogues.ts';
import { derivedFacets, type Facet, type Taxonomy } from '../facets/taxonomy.ts';
import type { FacetValues } from '../resources/content.ts';

/** Name of the field of a facet. */
export const facetField = (code: string): string => `facet_${code}`;

/** The facets that somebody fills in, those that the catalogue is narrowed by first. */
export function facetsToFill(known: Taxonomy, { facets, moreFacets }: Catalogue): Facet[] {
  const first = [...facets, ...moreFacets];
  const filled = [...known.values()].filter(({ code }) => !derivedFacets.includes(code));
  const rank = ({ code }: Facet) => (first.includes(code) ? first.indexOf(code) : first.length);
  return filled.toSorted((a, b) => rank(a) - rank(b));
}

const body = z.record(z.string(), z.unknown()).catch({});
const several = z.preprocess(
  (value) => [value ?? []].flat().filter((one) => one !== ''),
  z.array(z.string()).max(100),
);

/**
 * The values that were ticked. Throws Refusal, by field, for one that the taxonomy does not have, and for a facet of `due`
 * without any.
 */
export function readFacets(sent: unknown, facets: readonly Facet[], due: readonly string[]): FacetValues {
  const values = body.parse(sent);
  const errors: Record<string, string> = {};
  const chosen: FacetValues = {};
  for (const facet of facets) {
    const name = facetField(facet.code);
    const read = several.safeParse(values[name]);
    const codes = [...new Set(read.data ?? [])];
    if (!read.success || codes.some((code) => !facet.values.has(code))) {
      errors[name] = `${facet.label} : ce choix n’existe pas.`;
    } else if (!facet.multiple && codes.length > 1) {
      errors[name] = `${facet.label} : une seule valeur.`;
    } else if (codes.length === 0 && due.includes(facet.code)) {
      errors[name] = `${facet.label} : choisissez ${facet.multiple ? 'au moins une valeur' : 'une valeur'}.`;
    } else if (codes.length > 0) {
      const order = [...facet.values.keys()];
      chosen[facet.code] = codes.sort((a, b) => order.indexOf(a) - order.indexOf(b));
    }
  }
  if (Object.keys(errors).length > 0) throw new Refusal(errors);
  return chosen;
}

/** What the fields show of these values. */
export const valuesOfFacets = (facets: FacetValues): TypedValues =>
  Object.fromEntries(Object.entries(facets).map(([code, codes]) => [facetField(code), codes]));
