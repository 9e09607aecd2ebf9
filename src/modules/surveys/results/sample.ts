import type { Dimension } from '../engine/codebook.ts';
import type { Counts, PairCounts } from './tallies.ts';

/** All that is counted of a survey: who holds a code, and who holds two. */
export interface Source {
  all: Counts;
  pairs: PairCounts;
  total: number;
}

/** Who is counted: everybody, or those who answered one thing. */
export interface Sample {
  total: number;
  count(code: number): number;
  /** Which answer they gave; null for everybody. */
  filter: { dimension: Dimension; code: number; source: Source } | null;
}

export const everybody = (counts: Counts, total: number): Sample => ({
  total,
  count: (code) => counts.get(code) ?? 0,
  filter: null,
});

export const those = (dimension: Dimension, code: number, source: Source): Sample => ({
  total: source.all.get(code) ?? 0,
  count: (other) => source.pairs(code, other),
  filter: { dimension, code, source },
});
