import type { AuthorityKind } from '../../platform/database/index.ts';
import { evaluate, type Facts, type Rule } from '../audience/index.ts';
import type { KindWord } from './list-query.ts';

/** A territory, with what is needed to tell whether another lies in it. */
export interface Place {
  id: string;
  name: string;
  kind: AuthorityKind;
  /** Ids of all that it lies in. */
  ancestors: readonly string[];
}

/** What is said of an authority that has no name yet; what is not said may be anything. */
export interface Sketch {
  type?: KindWord;
  population?: number;
  territoire?: Place;
}

const kindsOf: Readonly<Record<KindWord, readonly AuthorityKind[]>> = {
  commune: ['commune'],
  epci: ['epci', 'ept'],
  departement: ['departement'],
  region: ['region'],
};

const everyKind: readonly AuthorityKind[] = ['commune', 'epci', 'ept', 'departement', 'region', 'com'];

/** Kinds of authorities that lie in a territory, or are it. */
const held: Readonly<Record<AuthorityKind, readonly AuthorityKind[]>> = {
  commune: ['commune'],
  ept: ['ept', 'commune'],
  epci: ['epci', 'ept', 'commune'],
  departement: ['departement', 'epci', 'ept', 'commune'],
  region: ['region', 'departement', 'epci', 'ept', 'commune'],
  com: ['com', 'epci', 'commune'],
};

/**
 * Whether some authority that fits the sketch may meet the rule.
 * @param places what the territories that rules name lie in, by id
 */
export function mightConcern(
  rule: Rule,
  sketch: Sketch,
  places: ReadonlyMap<string, readonly string[]>,
): boolean {
  const { type, territoire } = sketch;
  const kinds = (type ? kindsOf[type] : everyKind).filter(
    (kind) => !territoire || held[territoire.kind].includes(kind),
  );
  const placed = withPlace(rule, territoire, places);
  return kinds.some((kind) => evaluate(placed, sketched(kind, sketch.population)).verdict !== 'no');
}

/** An authority of which only this is known. */
function sketched(kind: AuthorityKind, people: number | undefined): Facts {
  const population = people === undefined ? null : { count: people, source: null };
  const epci = kind === 'epci' ? population : null;
  return {
    kind,
    kindWords: kind,
    population,
    epci: kind === 'departement' || kind === 'region' ? null : { name: '', population: epci },
    within: new Map(),
    flags: new Map(),
    stages: new Map(),
  };
}

const always: Rule = { all: [] };
const never: Rule = { not: always };
/** A fact that nobody has told. */
const unknown: Rule = { flag: 'lieu-non-precise' };

/** The rule with what the territory settles of it: facts hold territories that are known, and here they may not be. */
function withPlace(
  rule: Rule,
  place: Place | undefined,
  places: ReadonlyMap<string, readonly string[]>,
): Rule {
  if ('all' in rule) return { all: rule.all.map((part) => withPlace(part, place, places)) };
  if ('any' in rule) return { any: rule.any.map((part) => withPlace(part, place, places)) };
  if ('not' in rule) return { not: withPlace(rule.not, place, places) };
  if (!('within' in rule)) return rule;
  if (rule.within.includes('france')) return always;
  if (!place) return unknown;
  if (rule.within.some((id) => id === place.id || place.ancestors.includes(id))) return always;
  return rule.within.some((id) => places.get(id)?.includes(place.id)) ? unknown : never;
}
