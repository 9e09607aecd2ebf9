import { TypedFastBitSet as Bits } from 'typedfastbitset';
import type { AuthorityKind } from '../../platform/database/index.ts';
import { termOf } from './content.ts';

/** What a resource is narrowed by. */
export interface Indexed {
  id: string;
  catalogue: string;
  /** `facet:code`, what follows from the rest of it included. */
  terms: readonly string[];
  leastPeople: number | null;
  mostPeople: number | null;
  territories: readonly string[];
  /** The time that it takes at least; null when it is not known. */
  minutes: number | null;
}

/** Resources in memory, in a fixed order, with who bears each term: 20,000 are narrowed and counted in about a millisecond. */
export interface FacetIndex {
  resources: readonly Indexed[];
  places: ReadonlyMap<string, number>;
  byTerm: ReadonlyMap<string, Bits>;
  byCatalogue: ReadonlyMap<string, Bits>;
}

/** An authority, for what suits it. */
export interface Suited {
  kind: AuthorityKind;
  population: number | null;
  /** Itself and all that it lies in. */
  within: ReadonlySet<string>;
}

export interface Wanted {
  catalogue: string;
  /** Codes by facet: one of them for each facet. */
  facets: ReadonlyMap<string, readonly string[]>;
  /** At most this time. */
  minutes?: number;
  suits?: Suited;
  /** Only these, when a text was looked for. */
  ids?: readonly string[];
}

export interface Narrowed {
  /** Ids in the order of the index. */
  ids: readonly string[];
  /** How many each value would leave, the other facets holding: by facet, by code. */
  counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** How many would be there without one condition: a facet by its code, `minutes`, `suits` or `ids`. */
  without: ReadonlyMap<string, number>;
}

export function indexOf(resources: readonly Indexed[]): FacetIndex {
  const byTerm = new Map<string, Bits>();
  const byCatalogue = new Map<string, Bits>();
  const mark = (of: Map<string, Bits>, name: string, place: number) => {
    const bits = of.get(name) ?? new Bits();
    of.set(name, bits);
    bits.add(place);
  };
  for (const [place, { catalogue, terms }] of resources.entries()) {
    mark(byCatalogue, catalogue, place);
    for (const term of terms) mark(byTerm, term, place);
  }
  return { resources, places: new Map(resources.map(({ id }, place) => [id, place])), byTerm, byCatalogue };
}

/** Kinds of authorities in the words of the taxonomy. An overseas collectivity has the part of a département and of a région. */
const typesOfKind: Readonly<Record<AuthorityKind, readonly string[]>> = {
  commune: ['commune'],
  epci: ['epci'],
  ept: ['epci'],
  departement: ['departement'],
  region: ['region'],
  com: ['departement', 'region'],
};

/** Whether a resource suits an authority: its kind, its people, where it lies. What is not known excludes nothing. */
export function suits(
  { terms, leastPeople, mostPeople, territories }: Omit<Indexed, 'id' | 'catalogue' | 'minutes'>,
  { kind, population, within }: Suited,
): boolean {
  const isOfKind =
    !terms.some((term) => term.startsWith('authority_types:')) ||
    typesOfKind[kind].some((type) => terms.includes(termOf('authority_types', type)));
  const isOfSize =
    population === null ||
    ((leastPeople === null || population >= leastPeople) &&
      (mostPeople === null || population <= mostPeople));
  return isOfKind && isOfSize && (territories.length === 0 || territories.some((id) => within.has(id)));
}

export function narrow(
  index: FacetIndex,
  { catalogue, facets, minutes, suits: whom, ids }: Wanted,
): Narrowed {
  const all = index.byCatalogue.get(catalogue) ?? new Bits();
  const chosen = (test: (one: Indexed) => boolean) =>
    new Bits(index.resources.flatMap((one, place) => (test(one) ? [place] : [])));
  const conditions = new Map<string, Bits>();
  for (const [facet, codes] of facets) {
    const bits = new Bits();
    for (const code of codes) bits.union(index.byTerm.get(termOf(facet, code)) ?? new Bits());
    conditions.set(facet, bits);
  }
  if (minutes !== undefined)
    conditions.set(
      'minutes',
      chosen((one) => one.minutes !== null && one.minutes <= minutes),
    );
  if (whom)
    conditions.set(
      'suits',
      chosen((one) => suits(one, whom)),
    );
  if (ids) conditions.set('ids', new Bits(ids.flatMap((id) => index.places.get(id) ?? [])));

  const allBut = (left: string | null) => {
    const bits = all.clone();
    for (const [name, condition] of conditions) if (name !== left) bits.intersection(condition);
    return bits;
  };
  const found = allBut(null);
  const others = new Map([...conditions.keys()].map((name) => [name, allBut(name)]));
  const counts = new Map<string, Map<string, number>>();
  for (const [term, bits] of index.byTerm) {
    const [facet = '', code = ''] = term.split(':');
    const count = (others.get(facet) ?? found).intersection_size(bits);
    if (count === 0) continue;
    const known = counts.get(facet) ?? new Map<string, number>();
    counts.set(facet, known.set(code, count));
  }
  return {
    ids: found.array().flatMap((place) => index.resources[place]?.id ?? []),
    counts,
    without: new Map([...others].map(([name, bits]) => [name, bits.size()])),
  };
}
