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

const those = (dimension: Dimension, code: number, source: Source): Sample => ({
  total: source.all.get(code) ?? 0,
  count: (other) => source.pairs(code, other),
  filter: { dimension, code, source },
});

/** Everybody who answered so. Null when they are too few, or when telling how many would tell another few. */
export function onlyThose(dimension: Dimension, code: number, source: Source): Sample | null {
  const index = dimension.categories.findIndex((one) => one.code === code);
  const told = tell(dimension, everybody(source.all, source.total)).lines[index]?.count ?? 0;
  return told < smallestGroup ? null : those(dimension, code, source);
}

const hide = (count: number, hidden: boolean | undefined): Told => (hidden ? null : count);

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

/** Whoever ticked one may have ticked others, and nothing follows from the total; but of a ranking all places are filled. */
const hiddenAmongMany = ({ slots }: Dimension, counts: readonly number[]): boolean[] =>
  slots === null ? counts.map(isFew) : hideInLine(counts);

const isFew = (count: number): boolean => count > 0 && count < smallestGroup;

/** Everybody, shared out: those who hold each of the codes, then the rest. */
interface Groups {
  name: string;
  codes: readonly number[];
  totals: readonly number[];
  /** As their own question tells them. */
  hidden: readonly boolean[];
  /** How often each person is counted. */
  weight: number;
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/**
 * The ways in which what is told of a category shares people out: each is a table from which a hidden count could be worked
 * out. `code` null stands for those who did not answer. Gives where the category stands in each.
 */
function waysOf(dimension: Dimension, code: number | null, { all, total }: Source): [Groups, number][] {
  const { key, kind, slots, answered, categories } = dimension;
  const codes = categories.map((one) => one.code);
  const counts = codes.map((one) => all.get(one) ?? 0);
  const index = code === null ? codes.length : codes.indexOf(code);
  if (kind === 'one') {
    const totals = [...counts, Math.max(0, total - sumOf(counts))];
    return [[{ name: key, codes, totals, hidden: hideInLine(totals), weight: 1 }, index]];
  }
  const told = hiddenAmongMany(dimension, counts);
  const own = code ?? answered;
  const count = all.get(own) ?? 0;
  const split = [count, total - count];
  const ways: [Groups, number][] = [
    [
      {
        name: `#${own}`,
        codes: [own],
        totals: split,
        hidden: code === null ? hideInLine(split) : split.map((one) => one > 0 && (told[index] ?? false)),
        weight: 1,
      },
      code === null ? 1 : 0,
    ],
  ];
  if (slots !== null && code !== null) {
    // Its places: nobody is told how many were left empty.
    const empty = Math.max(0, slots * total - sumOf(counts));
    ways.push([
      { name: `${key}*`, codes, totals: [...counts, empty], hidden: [...told, empty > 0], weight: slots },
      index,
    ]);
  }
  return ways;
}

/** Whether the count of those who gave both answers is hidden. */
function isHidden(filter: NonNullable<Sample['filter']>, dimension: Dimension, code: number | null): boolean {
  const { source } = filter;
  // What nobody said hides nobody.
  if (!source.all.get(filter.code) || (code !== null && !source.all.get(code))) return false;
  const columns = waysOf(dimension, code, source);
  return waysOf(filter.dimension, filter.code, source).some(([rows, r]) =>
    columns.some(([own, c]) => hiddenCells(rows, own, source)?.[r]?.[c] ?? true),
  );
}

/** Tables that were worked out of a source. */
const tables = new WeakMap<Source, Map<string, boolean[][] | null>>();

/** Which cells of the table of two are hidden: the same whichever of them stands in the rows. Null: all. */
function hiddenCells(rows: Groups, columns: Groups, source: Source): boolean[][] | null {
  const known = tables.get(source) ?? new Map<string, boolean[][] | null>();
  tables.set(source, known);
  const name = `${rows.name} ${columns.name}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const found =
    rows.name > columns.name
      ? turned(hiddenCells(columns, rows, source))
      : hideInTable(...tableOf(rows, columns, source));
  known.set(name, found);
  return found;
}

const turned = (cells: boolean[][] | null): boolean[][] | null =>
  cells && (cells[0] ?? []).map((_, c) => cells.map((row) => row[c] ?? true));

function tableOf(rows: Groups, columns: Groups, source: Source): Parameters<typeof hideInTable> {
  const cells = rows.codes.map((row, r) => {
    const own = columns.codes.map((column) => source.pairs(row, column));
    return [...own, Math.max(0, (rows.totals[r] ?? 0) * columns.weight - sumOf(own))];
  });
  const rest = columns.totals.map((total, c) =>
    Math.max(0, total * rows.weight - sumOf(cells.map((row) => row[c] ?? 0))),
  );
  return [[...cells, rest], { rowHidden: rows.hidden, columnHidden: columns.hidden }];
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
  return {
    rows,
    columns,
    cells: rows.categories.map(({ code }) => {
      const { count, filter } = those(rows, code, source);
      return columns.categories.map((column) =>
        hide(count(column.code), filter !== null && isHidden(filter, columns, column.code)),
      );
    }),
    rowTotals: tell(rows, everybody(source.all, source.total)).lines.map(({ count }) => count),
  };
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
