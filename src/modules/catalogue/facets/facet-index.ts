import { TypedFastBitSet as Bits } from 'typedfastbitset';
import type { AuthorityKind } from '../../../platform/database/index.ts';
import { termOf } from '../resources/content.ts';

/** What a resource is narrowed by. */
export interface Indexed {
  id: string;
  catalogue: string;
  /** Its title in plain words. */
  named: string;
  /** `facet:code`, what follows from the rest of it included. */
  terms: readonly string[];
  leastPeople: number | null;
  mostPeople: number | null;
  territories: readonly string[];
  /** The time that it takes at least; null when it is not known. */
  minutes: number | null;
  /** Slugs of the measures of the agenda that it helps. */
  measures: readonly string[];
}

/** Resources in memory, in a fixed order, with who bears each term: 20,000 are narrowed and counted in about a millisecond. */
export interface FacetIndex {
  resources: readonly Indexed[];
  places: ReadonlyMap<string, number>;
  byTerm: ReadonlyMap<string, Bits>;
  byCatalogue: ReadonlyMap<string, Bits>;
  /** Those that help each measure, by its slug. */
  byMeasure: ReadonlyMap<string, Bits>;
  /** Those that name no kind of authority: they are for all kinds. */
  forAllKinds: Bits;
  /** Those that are for some number of people or some territories only. */
  limited: Bits;
}

/** An authority, for what suits it. */
export interface Suited {
  kind: AuthorityKind;
  population: number | null;
  /** Itself and all that it lies in. */
  within: ReadonlySet<string>;
}

/** An authority with all that it lies in, for what suits it. */
export const suitedAs = ({
  authority,
  ancestors,
}: {
  authority: Pick<Suited, 'kind' | 'population'> & { id: string };
  ancestors: readonly { id: string }[];
}): Suited => ({
  kind: authority.kind,
  population: authority.population,
  within: new Set([authority, ...ancestors].map(({ id }) => id)),
});

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
  const byMeasure = new Map<string, Bits>();
  const [forAllKinds, limited] = [new Bits(), new Bits()];
  const mark = (of: Map<string, Bits>, name: string, place: number) => {
    const bits = of.get(name) ?? new Bits();
    of.set(name, bits);
    bits.add(place);
  };
  for (const [place, { catalogue, terms, measures, ...one }] of resources.entries()) {
    mark(byCatalogue, catalogue, place);
    for (const term of terms) mark(byTerm, term, place);
    for (const slug of measures) mark(byMeasure, slug, place);
    if (!terms.some((term) => term.startsWith('authority_types:'))) forAllKinds.add(place);
    if (one.leastPeople !== null || one.mostPeople !== null || one.territories.length > 0) limited.add(place);
  }
  const places = new Map(resources.map(({ id }, place) => [id, place]));
  return { resources, places, byTerm, byCatalogue, byMeasure, forAllKinds, limited };
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

/** What suits an authority: its kind, its people, where it lies. What is not known excludes nothing. */
export function suitable(index: FacetIndex, suited: Suited): Bits {
  const found = index.forAllKinds.clone();
  for (const type of typesOfKind[suited.kind])
    found.union(index.byTerm.get(termOf('authority_types', type)) ?? new Bits());
  index.limited.forEach((place) => {
    const one = index.resources[place];
    if (one && !isOpenTo(one, suited)) found.remove(place);
  });
  return found;
}

/** Whether one resource suits an authority, as `suitable` tells it of all. */
export const suits = (one: Pick<Indexed, 'terms' | keyof Limits>, suited: Suited): boolean =>
  (!one.terms.some((term) => term.startsWith('authority_types:')) ||
    typesOfKind[suited.kind].some((type) => one.terms.includes(termOf('authority_types', type)))) &&
  isOpenTo(one, suited);

type Limits = Pick<Indexed, 'leastPeople' | 'mostPeople' | 'territories'>;

function isOpenTo({ leastPeople, mostPeople, territories }: Limits, { population, within }: Suited): boolean {
  const isOfSize =
    population === null ||
    ((leastPeople === null || population >= leastPeople) &&
      (mostPeople === null || population <= mostPeople));
  return isOfSize && (territories.length === 0 || territories.some((id) => within.has(id)));
}

export function inBoth(one: Bits, other: Bits): Bits {
  const bits = one.clone();
  bits.intersection(other);
  return bits;
}

/** The resources of some places of the index, in its order. */
export const resourcesAt = ({ resources }: FacetIndex, bits: Bits): Indexed[] =>
  bits.array().flatMap((place) => resources[place] ?? []);

function placesOfAll({ places }: FacetIndex, ids: readonly string[]): Bits {
  const bits = new Bits();
  bits.resize(places.size);
  for (const id of ids) {
    const place = places.get(id);
    if (place !== undefined) bits.add(place);
  }
  return bits;
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
  if (whom) conditions.set('suits', suitable(index, whom));
  if (ids) conditions.set('ids', placesOfAll(index, ids));

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
    ids: resourcesAt(index, found).map(({ id }) => id),
    counts,
    without: new Map([...others].map(([name, bits]) => [name, bits.size()])),
  };
}
