import { TypedFastBitSet as Bits } from 'typedfastbitset';
import {
  type FacetIndex,
  type Indexed,
  inBoth,
  resourcesAt,
  type Suited,
  suitable,
} from '../facets/facet-index.ts';
import { type Near, nearnessOf, nearnessRank } from '../nearness.ts';
import type { Need, Person } from './questions.ts';

/** The three answers, and the authority when it was named; what is absent matters to nobody. */
export interface Answers {
  person?: Person;
  need?: Need;
  minutes?: number;
  suits?: Suited;
}

/** An answer that was left aside because nothing fitted it together with the others. */
export type Relaxed = 'temps' | 'qui';

/** Why a resource fits. */
export interface Fit {
  id: string;
  /** Narrowest territory of a local offer; null for all of France. */
  near: Near | null;
  /** `told`: its own time is; `usual`: its kind usually is. */
  time: 'told' | 'usual' | null;
  /** It was made for authorities of that size. */
  size: boolean;
}

export interface Advice {
  /** The best first, seven at most. */
  fits: readonly Fit[];
  /** All that fit. */
  total: number;
  relaxed: readonly Relaxed[];
  /** Local offers that would fit, were the authority known. */
  elsewhere: number;
}

export const mostAdvised = 7;
const mostOfKind = 3;

/**
 * Minutes that a resource of each kind usually takes, where its own are not known: the order of magnitude that the
 * taxonomy's definitions tell. Kinds that are left out take hours or days.
 */
const usualMinutes: Readonly<Record<string, number>> = {
  fiche: 5,
  affiche: 5,
  video: 5,
  service: 5,
  podcast: 60,
  webinaire: 60,
  guide: 60,
  diagnostic: 60,
  outil: 60,
  reglementation: 60,
  financement: 60,
};

const codesOf = ({ terms }: Indexed, facet: string): string[] =>
  terms.flatMap((term) => (term.startsWith(`${facet}:`) ? [term.slice(facet.length + 1)] : []));

function timeFit(one: Indexed, minutes: number): Fit['time'] {
  if (one.minutes !== null) return one.minutes <= minutes ? 'told' : null;
  const usual = usualMinutes[codesOf(one, 'kind')[0] ?? ''];
  return usual !== undefined && usual <= minutes ? 'usual' : null;
}

function isForSize({ leastPeople, mostPeople }: Indexed, whom: Suited | undefined): boolean {
  if (leastPeople === null && mostPeople === null) return false;
  return whom?.population !== null && whom !== undefined;
}

/** How much of what a resource is about is what was asked, in quarters: what treats of ten things treats of each less. */
function aboutness(one: Indexed, { terms: [first, ...others] }: Need): number {
  const facet = first.replace(/:.*/, '');
  const all = codesOf(one, facet).length;
  const asked = [first, ...others].filter((term) => one.terms.includes(term)).length;
  const has = one.terms.includes(first);
  return (has ? 4 : 0) + (all === 0 ? 0 : Math.min(4, Math.round((4 * asked) / all)));
}

const confidences = ['confidence:low', 'confidence:medium', 'confidence:high'];
const costs = ['cost:payant', '', 'cost:cofinance', 'cost:gratuit'];
const rankIn = (scale: readonly string[], { terms }: Indexed): number =>
  scale.findIndex((term) => terms.includes(term));

/**
 * What makes a resource better than another, the first that differs deciding: how sure we are of it, how near it is,
 * what it costs, whether its time is known to fit, whether it was made for that size, how much it is about the need;
 * last, the share of people who found it useful.
 */
function scoreOf(one: Indexed, fit: Fit, { need }: Answers, found: number): readonly number[] {
  const cost = rankIn(costs, one);
  return [
    rankIn(confidences, one),
    nearnessRank(fit.near),
    cost === -1 ? costs.indexOf('') : cost,
    fit.time === 'told' ? 1 : 0,
    fit.size ? 1 : 0,
    need ? aboutness(one, need) : 0,
    found,
  ];
}

export function compareScores(one: readonly number[], other: readonly number[]): number {
  for (const [place, score] of one.entries()) {
    const difference = (other[place] ?? 0) - score;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The answers that are left aside in turn, the least important first: time can be found, and guides are read by others. */
const relaxations: readonly (readonly Relaxed[])[] = [[], ['temps'], ['qui'], ['temps', 'qui']];

/**
 * Seven resources at most that answer three questions, the best first. What fits nothing is asked again without the time,
 * then without who asks, then without both; the need and the authority always hold.
 * @param found share of the people who found a resource useful, from 0 to 1, where enough of them said so
 */
export function advise(
  index: FacetIndex,
  catalogue: string,
  answers: Answers,
  found: (id: string) => number | undefined,
): Advice {
  const { need, suits: whom } = answers;
  const inNeed = index.byCatalogue.get(catalogue)?.clone() ?? new Bits();
  if (need) inNeed.intersection(bearing(index, need.terms));
  // Without a place, an offer of somewhere else would mislead more than it helps.
  const open = whom
    ? resourcesAt(index, inBoth(inNeed, suitable(index, whom)))
    : resourcesAt(index, inNeed).filter(({ territories }) => territories.length === 0);
  const elsewhere = whom ? 0 : inNeed.size() - open.length;
  for (const relaxed of relaxations) {
    const { person, minutes } = {
      person: relaxed.includes('qui') ? undefined : answers.person,
      minutes: relaxed.includes('temps') ? undefined : answers.minutes,
    };
    const ranked = open
      .flatMap((one) => {
        const time = minutes === undefined ? null : timeFit(one, minutes);
        if (minutes !== undefined && time === null) return [];
        if (person && !isFor(one, person)) return [];
        const near = whom ? nearnessOf(one, whom.within) : null;
        const fit = { id: one.id, near, time, size: isForSize(one, whom) };
        return [{ one, fit, score: scoreOf(one, fit, answers, found(one.id) ?? 0.5) }];
      })
      .sort((a, b) => compareScores(a.score, b.score));
    if (ranked.length === 0 && relaxed !== relaxations.at(-1)) continue;
    const left = relaxed.filter(
      (name) => (name === 'temps' ? answers.minutes : answers.person) !== undefined,
    );
    return {
      fits: varied(ranked).map(({ fit }) => fit),
      total: ranked.length,
      relaxed: left,
      elsewhere,
    };
  }
  return { fits: [], total: 0, relaxed: [], elsewhere: 0 };
}

function bearing({ byTerm }: FacetIndex, terms: readonly string[]): Bits {
  const bits = new Bits();
  for (const term of terms) bits.union(byTerm.get(term) ?? new Bits());
  return bits;
}

/** A resource that names no reader is for all of them. */
function isFor(one: Indexed, { terms }: Person): boolean {
  const facet = terms[0].replace(/:.*/, '');
  return terms.some((term) => one.terms.includes(term)) || codesOf(one, facet).length === 0;
}

/** The best ones, three of a kind at most while there are others. */
function varied<T extends { one: Indexed }>(ranked: readonly T[]): T[] {
  const byKind = new Map<string, number>();
  const [first, later]: [T[], T[]] = [[], []];
  for (const item of ranked) {
    const kind = codesOf(item.one, 'kind')[0] ?? '';
    const count = byKind.get(kind) ?? 0;
    byKind.set(kind, count + 1);
    (count < mostOfKind ? first : later).push(item);
  }
  return [...first, ...later].slice(0, mostAdvised);
}
