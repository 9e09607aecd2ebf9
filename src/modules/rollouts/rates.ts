import type { StateBasis } from '../../platform/database/index.ts';
import type { Slice } from './counts.ts';
import type { Rollout, Target } from './rollout.ts';

/** How many authorities reached what they should, how we know it, and of how many nothing is known. */
export interface Tally {
  /** All that are concerned: the denominator. */
  authorities: number;
  reached: Readonly<Record<StateBasis, number>>;
  /** Who lives in those that reached it. */
  peopleReached: number;
  people: number;
  /** Known not to have reached it yet. */
  short: number;
  /** Of which nothing is known, or not how far. */
  unknown: number;
  /** Wherever they stand. */
  blocked: number;
  contradicted: number;
}

/** The place of the stage that an authority of a segment is expected at; null when nothing is expected of it. */
export type Goal = (segment: string | null) => number | null;

/** One stage for all; or, without one, the stage of each segment's own target. */
export function goalOf({ stages, targets }: Pick<Rollout, 'stages' | 'targets'>, stage: string | null): Goal {
  const places = new Map(stages.map(({ slug, position }) => [slug, position]));
  if (stage !== null) {
    const place = places.get(stage) ?? null;
    return () => place;
  }
  const own = new Map(targets.map((target) => [target.segment, places.get(target.stage) ?? null]));
  return (segment) => (segment === null ? null : (own.get(segment) ?? null));
}

/** Adds up the slices of those of whom something is expected. */
export function tallyOf(slices: Iterable<Slice>, goal: Goal): Tally {
  const tally = {
    authorities: 0,
    peopleReached: 0,
    people: 0,
    short: 0,
    unknown: 0,
    blocked: 0,
    contradicted: 0,
  };
  const reached: Record<StateBasis, number> = { observed: 0, declared: 0, covered: 0 };
  for (const { segment, basis, position, blocked, contradicted, authorities, people } of slices) {
    const expected = goal(segment);
    if (expected === null) continue;
    tally.authorities += authorities;
    tally.people += people;
    if (blocked) tally.blocked += authorities;
    if (contradicted) tally.contradicted += authorities;
    if (basis === null || position === null) tally.unknown += authorities;
    else if (position < expected) tally.short += authorities;
    else {
      reached[basis] += authorities;
      tally.peopleReached += people;
    }
  }
  return { ...tally, reached };
}

export const reachedOf = ({ reached }: Tally): number =>
  reached.observed + reached.declared + reached.covered;

/** Of 1; null when nobody is concerned. */
export const rateOf = (tally: Tally): number | null =>
  tally.authorities === 0 ? null : reachedOf(tally) / tally.authorities;

/** How many authorities are missing to meet a target; 0 once it is met. */
export function missingFor({ percent }: Target, tally: Tally): number {
  // The share is of a whole number of authorities, which rounding must not raise: 7 % of 100 is 7, not 7.000000000000001.
  const wanted = Math.ceil(Number(((tally.authorities * percent) / 100).toFixed(6)));
  return Math.max(0, wanted - reachedOf(tally));
}
