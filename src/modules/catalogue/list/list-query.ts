import { z } from 'zod';
import { fields } from '../../../platform/http/index.ts';
import { slug } from '../../../platform/provenance.ts';
import { type CatalogueSlug, catalogueSlugs, catalogues } from '../catalogues.ts';

export const sorts = ['titre', 'recent'] as const;
export type Sort = (typeof sorts)[number];

/** Times to choose from, in minutes. */
export const times = [5, 15, 60, 240] as const;

/** All that may narrow a catalogue, under the names of the taxonomy. */
export const facetNames = [
  ...new Set(Object.values(catalogues).flatMap(({ facets, moreFacets }) => [...facets, ...moreFacets])),
].sort();

/** Values of one facet in an address: once, several times, or with commas; what is odd is dropped. */
const values = z
  .union([z.string(), z.array(z.string())])
  .transform((typed) => [typed].flat().flatMap((one) => one.split(',')))
  .transform((all) => [...new Set(all.filter((one) => slug.safeParse(one).success))].slice(0, 30))
  .catch([])
  .default([]);

const filters = {
  q: fields.searchText.default(''),
  ...Object.fromEntries(facetNames.map((name) => [name, values])),
  temps: z.coerce.number().pipe(z.literal(times)).optional().catch(undefined),
  collectivite: fields.searchText.default(''),
  /** What was chosen in the list, with JavaScript. */
  collectivite_id: fields.searchText.default(''),
};

export const byCatalogue = z.object({ catalogue: z.enum(catalogueSlugs) });
export const byResource = byCatalogue.extend({ slug: fields.slug });

/** `/catalogues/cybersecurite?needs=reagir&themes=hameconnage&themes=rancongiciel…` */
export const listQuery = z.object({
  ...filters,
  tri: z.enum(sorts).optional().catch(undefined),
  page: fields.pageNumber.default(1),
});

export type ListQuery = z.output<typeof listQuery>;

/** The filters of an address that is not the one asked for, read as its page reads them. */
export function queryIn(search: URLSearchParams): ListQuery {
  const asked = [...new Set(search.keys())].map((name) => {
    const all = search.getAll(name);
    return [name, all.length === 1 ? all[0] : all] as const;
  });
  return listQuery.parse(Object.fromEntries(asked));
}

/** Filters as addresses carry them; a facet may have several values. */
export interface Asked {
  q?: string;
  temps?: number;
  collectivite?: string;
  tri?: Sort;
  facets: ReadonlyMap<string, readonly string[]>;
}

/** What can be taken out of the filters, one at a time. */
export type AskedName = 'q' | 'temps' | 'collectivite' | string;

export function searchOf(asked: Asked, page = 1): URLSearchParams {
  const search = new URLSearchParams();
  if (asked.q) search.set('q', asked.q);
  for (const [facet, codes] of asked.facets) for (const code of codes) search.append(facet, code);
  if (asked.temps !== undefined) search.set('temps', String(asked.temps));
  if (asked.collectivite) search.set('collectivite', asked.collectivite);
  if (asked.tri) search.set('tri', asked.tri);
  if (page > 1) search.set('page', String(page));
  return search;
}

/** Address of a catalogue under these filters; `ending` for the same as data. */
export function listHref(
  catalogue: CatalogueSlug,
  asked: Asked,
  { page = 1, ending = '' }: { page?: number; ending?: '' | '.json' | '.csv' | '.atom' | '.jsonld' } = {},
): string {
  const search = searchOf(asked, page);
  const path = `/catalogues/${catalogue}${ending}`;
  return search.size > 0 ? `${path}?${search}` : path;
}

/** The same filters without one of them. */
export function withoutOne(asked: Asked, name: AskedName): Asked {
  const facets = new Map([...asked.facets].filter(([facet]) => facet !== name));
  return { ...asked, ...(name in asked && name !== 'facets' ? { [name]: undefined } : {}), facets };
}

export const isNarrowed = ({ q, temps, collectivite, facets }: Asked): boolean =>
  Boolean(q) || temps !== undefined || Boolean(collectivite) || facets.size > 0;
