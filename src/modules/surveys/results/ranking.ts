import { isFew } from './hiding.ts';
import { hideInTable, smallestGroup } from './protect.ts';
import type { Sample } from './sample.ts';
import { type Breakdown, hide, type Line, type Told } from './telling.ts';

export interface RankedLine extends Line {
  /** How many put it first, second… */
  places: readonly Told[];
  /** As many points as places for the first, one for the last; null when a place is hidden. */
  points: number | null;
}

/** The places share out those who ranked a choice, and each place those who answered: a table like the others. */
export function rankedOf(
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
