import type { Dimension } from '../engine/codebook.ts';
import { hiddenAmongMany, isHidden } from './hiding.ts';
import { hideInLine, smallestGroup } from './protect.ts';
import { everybody, type Sample, type Source, those } from './sample.ts';

/** A count, or null where it is hidden because it would tell a small group. */
export type Told = number | null;

export interface Line {
  value: string;
  label: string;
  count: Told;
}

/** What was answered to a question, or to one row of a matrix. */
export interface Breakdown {
  key: string;
  label: string;
  lines: readonly Line[];
  /** How many did not answer; part of the lines of no question. */
  without: Told;
  /** How many answered; null when telling it would tell who did not. */
  answered: Told;
  /** Several could be chosen: the lines do not add up. */
  many: boolean;
  /** Of marks and levels, when every line is told. */
  mean: number | null;
}

/** Everybody who answered so. Null when they are too few, or when telling how many would tell another few. */
export function onlyThose(dimension: Dimension, code: number, source: Source): Sample | null {
  const index = dimension.categories.findIndex((one) => one.code === code);
  const told = tell(dimension, everybody(source.all, source.total)).lines[index]?.count ?? 0;
  return told < smallestGroup ? null : those(dimension, code, source);
}

export const hide = (count: number, hidden: boolean | undefined): Told => (hidden ? null : count);

/** The counts of a dimension, the small ones hidden. */
export function tell(dimension: Dimension, sample: Sample): Breakdown {
  const counts = dimension.categories.map(({ code }) => sample.count(code));
  const without = Math.max(0, sample.total - sample.count(dimension.answered));
  const hidden = hiddenIn(dimension, sample, counts, without);
  const toldWithout = hide(without, hidden.at(-1));
  return {
    key: dimension.key,
    label: dimension.label,
    lines: dimension.categories.map(({ value, label }, index) => ({
      value,
      label,
      count: hide(counts[index] ?? 0, hidden[index]),
    })),
    without: toldWithout,
    answered: toldWithout === null ? null : sample.total - without,
    many: dimension.kind === 'many',
    mean: null,
  };
}

/** Of the categories, then of those who did not answer. */
function hiddenIn(
  dimension: Dimension,
  sample: Sample,
  counts: readonly number[],
  without: number,
): boolean[] {
  if (sample.total < smallestGroup) return [...counts, without].map((count) => count > 0);
  const { filter } = sample;
  if (filter) {
    return [
      ...dimension.categories.map(({ code }) => isHidden(filter, dimension, code)),
      isHidden(filter, dimension, null),
    ];
  }
  if (dimension.kind === 'one') return hideInLine([...counts, without]);
  return [...hiddenAmongMany(dimension, counts), hideInLine([without, sample.total - without])[0] ?? false];
}
