import type { Dimension } from '../engine/codebook.ts';
import { hideInLine, hideInTable, smallestGroup } from './protect.ts';
import type { Sample, Source } from './sample.ts';

/** Whoever ticked one may have ticked others, and nothing follows from the total; but of a ranking all places are filled. */
export const hiddenAmongMany = ({ slots }: Dimension, counts: readonly number[]): boolean[] =>
  slots === null ? counts.map(isFew) : hideInLine(counts);

export const isFew = (count: number): boolean => count > 0 && count < smallestGroup;

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
export function isHidden(
  filter: NonNullable<Sample['filter']>,
  dimension: Dimension,
  code: number | null,
): boolean {
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
