import type { Db } from '../../../platform/database/index.ts';
import { keptWithContent } from '../../../platform/http/index.ts';

export interface FacetValue {
  code: string;
  label: string;
  definition: string;
  /** No longer offered; resources that have it keep it. */
  retired: boolean;
}

export interface Facet {
  code: string;
  label: string;
  definition: string;
  /** Whether a resource may have several of its values. */
  multiple: boolean;
  /** In their order, by code. */
  values: ReadonlyMap<string, FacetValue>;
}

/** The facets in their order, by code. */
export type Taxonomy = ReadonlyMap<string, Facet>;

/**
 * Facets that follow from the rest of a resource, and that nobody fills in: where it is open, and how sure we are of what
 * is said. The taxonomy has their words.
 */
export const derivedFacets: readonly string[] = ['coverage', 'confidence'];

export async function readTaxonomy(db: Db): Promise<Taxonomy> {
  const [facets, values] = await Promise.all([
    db.selectFrom('facets').select(['code', 'label', 'definition', 'multiple']).orderBy('position').execute(),
    db
      .selectFrom('facet_values')
      .select(['facet', 'code', 'label', 'definition', 'retired_at'])
      .orderBy('position')
      .orderBy('code')
      .execute(),
  ]);
  const byFacet = Map.groupBy(values, ({ facet }) => facet);
  return new Map(
    facets.map((facet) => [
      facet.code,
      {
        ...facet,
        values: new Map(
          (byFacet.get(facet.code) ?? []).map(({ code, label, definition, retired_at }) => [
            code,
            { code, label, definition, retired: retired_at !== null },
          ]),
        ),
      },
    ]),
  );
}

/** Kept in memory while the content does not change. */
export const taxonomy = keptWithContent(readTaxonomy);

/** « Hameçonnage »; the code when the taxonomy does not have it. */
export const valueLabel = (known: Taxonomy, facet: string, code: string): string =>
  known.get(facet)?.values.get(code)?.label ?? code;
