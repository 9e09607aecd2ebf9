/** What visitors may filter by. */
export interface DeliverableFilter {
  group?: string;
  kind?: string;
  audience?: string;
  format?: string;
}

export type Facet = keyof DeliverableFilter;

export const facetNames: readonly Facet[] = ['group', 'kind', 'audience', 'format'];

/** What a deliverable is filtered on. */
export interface Filterable {
  id: string;
  group: string | null;
  kind: string;
  audiences: readonly string[];
  formats: readonly string[];
}

export interface FacetValue {
  value: string;
  count: number;
}

export interface Filtered {
  /** In the order in which they came. */
  ids: string[];
  /** Values of each facet with what they would give beside the other filters; those that give something. */
  values: Record<Facet, FacetValue[]>;
  /** Of each filter in use, how many there would be without it. */
  without: { facet: Facet; count: number }[];
}

/** The group of what the whole programme produced, in addresses. */
export const commonToAll = 'programme';

function valuesOf(row: Filterable, facet: Facet): readonly string[] {
  if (facet === 'group') return [row.group ?? commonToAll];
  if (facet === 'kind') return [row.kind];
  return facet === 'audience' ? row.audiences : row.formats;
}

function matches(row: Filterable, filter: DeliverableFilter, ignored?: Facet): boolean {
  return facetNames.every((facet) => {
    const wanted = filter[facet];
    return wanted === undefined || facet === ignored || valuesOf(row, facet).includes(wanted);
  });
}

export function applyFilter(rows: readonly Filterable[], filter: DeliverableFilter): Filtered {
  const values: Filtered['values'] = { group: [], kind: [], audience: [], format: [] };
  for (const facet of facetNames) {
    const counts = new Map<string, number>();
    for (const row of rows) {
      if (!matches(row, filter, facet)) continue;
      for (const value of valuesOf(row, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    values[facet] = [...counts].map(([value, count]) => ({ value, count }));
  }
  return {
    ids: rows.filter((row) => matches(row, filter)).map(({ id }) => id),
    values,
    without: facetNames
      .filter((facet) => filter[facet] !== undefined)
      .map((facet) => ({ facet, count: rows.filter((row) => matches(row, filter, facet)).length })),
  };
}
