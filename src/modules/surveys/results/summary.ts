import type { Codebook, Dimension } from '../engine/codebook.ts';
import { inOrder, isSpecial, type Question, type Questionnaire } from '../engine/question.ts';
import type { Counts, PairCounts } from '../tallies.ts';
import { hideInLine, hideInTable, smallestGroup } from './protect.ts';

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

export interface RankedLine extends Line {
  /** How many put it first, second… */
  places: readonly Told[];
  /** As many points as places for the first, one for the last; null when a place is hidden. */
  points: number | null;
}

export type QuestionResult = { question: Question } & (
  | { kind: 'breakdown'; breakdown: Breakdown }
  | { kind: 'rows'; rows: readonly Breakdown[] }
  | { kind: 'ranking'; breakdown: Breakdown; ranked: readonly RankedLine[] }
  | { kind: 'texts'; answered: Told }
  /** Counted apart from the answers. */
  | { kind: 'consent' }
);

/** Who is counted: everybody, or those who answered one thing. */
export interface Sample {
  total: number;
  count(code: number): number;
  /** Those that the results of everybody hide: how many hold what the filter asks. */
  filter: { dimension: Dimension; code: number; pairs: PairCounts; all: Counts; everybody: number } | null;
}

export const everybody = (counts: Counts, total: number): Sample => ({
  total,
  count: (code) => counts.get(code) ?? 0,
  filter: null,
});

/** Everybody who answered so. Null when they are too few, or when telling how many would tell who did not. */
export function onlyThose(
  dimension: Dimension,
  code: number,
  from: { all: Counts; pairs: PairCounts; total: number },
): Sample | null {
  const { all, pairs, total } = from;
  const told = tell(dimension, everybody(all, total)).lines;
  const index = dimension.categories.findIndex((one) => one.code === code);
  if ((told[index]?.count ?? 0) < smallestGroup) return null;
  return {
    total: all.get(code) ?? 0,
    count: (other) => pairs(code, other),
    filter: { dimension, code, pairs, all, everybody: total },
  };
}

const hide = (count: number, hidden: boolean | undefined): Told => (hidden ? null : count);

/** How many did not answer: with the categories of a dimension of one, they share out everybody. */
const withoutOf = ({ answered }: Dimension, { total, count }: Pick<Sample, 'total' | 'count'>): number =>
  Math.max(0, total - count(answered));

/** The counts of a dimension, the small ones hidden. */
export function tell(dimension: Dimension, sample: Sample): Breakdown {
  const counts = dimension.categories.map(({ code }) => sample.count(code));
  const without = withoutOf(dimension, sample);
  const hidden = hiddenIn(dimension, sample, counts, without);
  const lines = dimension.categories.map(({ value, label }, index) => ({
    value,
    label,
    count: hide(counts[index] ?? 0, hidden[index]),
  }));
  const toldWithout = hide(without, hidden[counts.length]);
  return {
    key: dimension.key,
    label: dimension.label,
    lines,
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
  if (!filter) {
    if (dimension.kind === 'one') return hideInLine([...counts, without]);
    // Whoever ticked one may have ticked others: from the total, nothing follows.
    return [...counts.map(isFew), hideInLine([without, sample.total - without])[0] ?? false];
  }
  const row = rowOf(filter, dimension);
  return row ?? [...counts, without].map(() => true);
}

const isFew = (count: number): boolean => count > 0 && count < smallestGroup;

/** The row of those who answered so, in the table of their question and this one. */
function rowOf(filter: NonNullable<Sample['filter']>, dimension: Dimension): boolean[] | null {
  const { dimension: own, code, pairs, all, everybody: total } = filter;
  const source = { all, pairs, total };
  const rows = own.kind === 'one' ? sharedBy(own, source) : splitBy(code, source);
  const at = own.kind === 'one' ? own.categories.findIndex((one) => one.code === code) : 0;
  const rowIn = (columns: Groups) => hiddenCells(rows, columns, source)?.[at] ?? null;
  if (dimension.kind === 'one') return rowIn(sharedBy(dimension, source));
  // Each answer of a question of several is its own yes or no.
  return [
    ...dimension.categories.map((category) => rowIn(splitBy(category.code, source))?.[0] ?? true),
    rowIn(answeredOrNot(dimension, source))?.[1] ?? true,
  ];
}

interface Source {
  all: Counts;
  pairs: PairCounts;
  total: number;
}

/** Everybody, shared out: those who hold each of the codes, then the rest. */
interface Groups {
  codes: readonly number[];
  totals: readonly number[];
  /** As their own question tells them. */
  hidden: readonly boolean[];
}

function sharedBy({ categories }: Dimension, { all, total }: Source): Groups {
  const codes = categories.map(({ code }) => code);
  const counts = codes.map((code) => all.get(code) ?? 0);
  const totals = [...counts, Math.max(0, total - sumOf(counts))];
  return { codes, totals, hidden: hideInLine(totals) };
}

function splitBy(code: number, { all, total }: Source): Groups {
  const count = all.get(code) ?? 0;
  return { codes: [code], totals: [count, total - count], hidden: [isFew(count), isFew(count)] };
}

function answeredOrNot({ answered }: Dimension, source: Source): Groups {
  const groups = splitBy(answered, source);
  return { ...groups, hidden: hideInLine(groups.totals) };
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** Which cells of the table of two are hidden: the same whichever of them stands in the rows. */
function hiddenCells(rows: Groups, columns: Groups, source: Source): boolean[][] | null {
  if ((rows.codes[0] ?? 0) > (columns.codes[0] ?? 0)) {
    const turned = hiddenCells(columns, rows, source);
    return turned && rows.totals.map((_, r) => turned.map((row) => row[r] ?? true));
  }
  const cells = rows.codes.map((row, r) => {
    const own = columns.codes.map((column) => source.pairs(row, column));
    return [...own, Math.max(0, (rows.totals[r] ?? 0) - sumOf(own))];
  });
  const rest = columns.totals.map((total, c) => Math.max(0, total - sumOf(cells.map((row) => row[c] ?? 0))));
  return hideInTable([...cells, rest], { rowHidden: rows.hidden, columnHidden: columns.hidden });
}

export interface Cross {
  rows: Dimension;
  columns: Dimension;
  /** By row, then by column; null where it is hidden. */
  cells: readonly (readonly Told[])[];
  rowTotals: readonly Told[];
}

/** Two questions at once. */
export function crossOf(rows: Dimension, columns: Dimension, source: Source): Cross {
  const rowTotals = tell(rows, everybody(source.all, source.total)).lines.map(({ count }) => count);
  const cells = rows.categories.map(({ code }) => {
    const sample: Sample = {
      total: source.all.get(code) ?? 0,
      count: (other) => source.pairs(code, other),
      filter: { dimension: rows, code, pairs: source.pairs, all: source.all, everybody: source.total },
    };
    const total = sample.total;
    // A row that holds nobody has nothing to hide.
    if (total === 0) return columns.categories.map(() => 0);
    const hidden = source.total < smallestGroup ? null : rowOf(sample.filter ?? never(), columns);
    return columns.categories.map((column, index) =>
      hide(sample.count(column.code), hidden ? hidden[index] : true),
    );
  });
  return { rows, columns, cells, rowTotals };
}

function never(): never {
  throw new Error('a row of a table is filtered');
}

/** Everything that the answers to a questionnaire say of this sample. */
export function resultsOf(
  questionnaire: Questionnaire,
  codebook: Codebook,
  sample: Sample,
): QuestionResult[] {
  const byQuestion = Map.groupBy(codebook.dimensions, ({ question }) => question);
  return inOrder(questionnaire).flatMap((question): QuestionResult[] => {
    const dimensions = byQuestion.get(question.id) ?? [];
    const [first] = dimensions;
    if (!first) return [];
    if (question.type === 'consent') return [{ question, kind: 'consent' }];
    if (question.type === 'text')
      return [{ question, kind: 'texts', answered: tell(first, sample).answered }];
    if (question.type === 'matrix')
      return [{ question, kind: 'rows', rows: dimensions.map((one) => tell(one, sample)) }];
    const breakdown = tell(first, sample);
    if (question.type === 'ranking') {
      const codes = codebook.places.get(question.id)?.codes ?? new Map<string, readonly number[]>();
      return [{ question, kind: 'ranking', breakdown, ranked: rankedOf(breakdown, codes, sample) }];
    }
    return [{ question, kind: 'breakdown', breakdown: { ...breakdown, mean: meanOf(question, breakdown) } }];
  });
}

/** Of what is told: a mean beside two hidden lines would give them away. */
function meanOf(question: Question, { lines }: Breakdown): number | null {
  if (question.type !== 'rating' && question.type !== 'scale') return null;
  const marks = lines.filter(({ value }) => !isSpecial(value));
  let sum = 0;
  let total = 0;
  for (const { value, count } of marks) {
    if (count === null) return null;
    sum += Number(value) * count;
    total += count;
  }
  return total < smallestGroup ? null : sum / total;
}

/** The places share out those who ranked a choice, and each place those who answered: a table like the others. */
function rankedOf(
  { lines, answered }: Breakdown,
  codes: ReadonlyMap<string, readonly number[]>,
  sample: Sample,
): RankedLine[] {
  const places = Math.max(0, ...[...codes.values()].map(({ length }) => length));
  const cells = lines.map(({ value }) => (codes.get(value) ?? []).map((code) => sample.count(code)));
  const sums = Array.from({ length: places }, (_, place) =>
    cells.reduce((sum, row) => sum + (row[place] ?? 0), 0),
  );
  const most = Math.max(...sums, 0);
  // Who left a place empty: so that every column adds up to those who answered.
  const table = [...cells, sums.map((sum) => most - sum)];
  const hidden =
    // Under a filter, the places of everybody would tell those of the others.
    sample.filter || answered === null || sample.total < smallestGroup
      ? null
      : hideInTable(table, {
          rowHidden: [...lines.map(({ count }) => count === null), table.at(-1)?.some(isFew) ?? false],
          columnHidden: sums.map(() => false),
        });
  return lines.map((line, index) => {
    const own = (cells[index] ?? []).map((count, place) =>
      hide(count, hidden ? hidden[index]?.[place] : count > 0),
    );
    const points = own.reduce<number | null>(
      (sum, count, place) => (sum === null || count === null ? null : sum + count * (places - place)),
      0,
    );
    return { ...line, places: own, points };
  });
}
