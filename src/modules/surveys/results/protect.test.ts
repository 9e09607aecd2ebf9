import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideInLine, hideInTable, smallestGroup } from './protect.ts';

const isSmall = (count: number) => count > 0 && count < smallestGroup;
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** What somebody who knows all that is shown can say of a hidden cell: the least and the most that it may be. */
function range(
  equations: { cells: number[]; total: number }[],
  count: number,
  cell: number,
): { one: boolean } {
  // Hidden cells are whole numbers from nought: those of small tables are tried one after the other.
  const found = new Set<number>();
  const values = new Array<number>(count).fill(-1);
  const most = Math.max(0, ...equations.map(({ total }) => total));
  const order = [...Array(count).keys()];
  let steps = 0;
  const fits = () =>
    equations.every(({ cells, total }) => {
      const known = cells.filter((one) => (values[one] ?? -1) >= 0);
      const told = sum(known.map((one) => values[one] ?? 0));
      return known.length === cells.length ? told === total : told <= total;
    });
  const walk = (at: number): void => {
    steps += 1;
    if (found.size > 1 || steps > 50_000) return;
    const next = order[at];
    if (next === undefined) {
      found.add(values[cell] ?? 0);
      return;
    }
    for (let value = 0; value <= most; value += 1) {
      values[next] = value;
      if (fits()) walk(at + 1);
      if (found.size > 1) break;
    }
    values[next] = -1;
  };
  walk(0);
  return { one: found.size === 1 && steps <= 50_000 };
}

const line = fc.array(fc.oneof(fc.nat(4), fc.nat(40)), { minLength: 2, maxLength: 8 });

describe('small groups', () => {
  it('are hidden in a line, with enough beside them', () => {
    fc.assert(
      fc.property(line, (counts) => {
        fc.pre(sum(counts) >= smallestGroup);
        const hidden = hideInLine(counts);
        for (const [index, count] of counts.entries()) if (isSmall(count)) expect(hidden[index]).toBe(true);
        const own = counts.filter((_, index) => hidden[index]);
        if (own.length > 0) {
          expect(own.length).toBeGreaterThanOrEqual(2);
          expect(sum(own)).toBeGreaterThanOrEqual(smallestGroup);
        }
      }),
    );
  });

  it('hide nothing where none is small', () => {
    expect(hideInLine([5, 0, 12])).toEqual([false, false, false]);
    expect(hideInLine([2, 40, 58])).toEqual([true, true, false]);
  });

  const table = fc
    .tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 4 }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(fc.oneof(fc.nat(5), fc.nat(12)), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );

  const totalsOf = (cells: readonly (readonly number[])[]) => ({
    rows: cells.map(sum),
    columns: (cells[0] ?? []).map((_, c) => sum(cells.map((row) => row[c] ?? 0))),
  });

  it('cannot be worked out in a table from what is shown and from the totals', () => {
    fc.assert(
      fc.property(table, (cells) => {
        const { rows, columns } = totalsOf(cells);
        fc.pre(sum(rows) >= smallestGroup);
        const totals = { rowHidden: hideInLine(rows), columnHidden: hideInLine(columns) };
        const hidden = hideInTable(cells, totals);
        if (!hidden) return;
        const names = new Map<string, number>();
        const nameOf = (key: string) => {
          const known = names.get(key) ?? names.size;
          names.set(key, known);
          return known;
        };
        // One equation a line: what is hidden of it makes up its total less what is shown.
        const equations: { cells: number[]; total: number }[] = [];
        for (const [r, row] of cells.entries()) {
          if (totals.rowHidden[r]) continue;
          const own = row.flatMap((_, c) => (hidden[r]?.[c] ? [nameOf(`${r}.${c}`)] : []));
          equations.push({ cells: own, total: sum(row.filter((_, c) => hidden[r]?.[c])) });
        }
        for (const c of columns.keys()) {
          if (totals.columnHidden[c]) continue;
          const column = cells.map((row) => row[c] ?? 0);
          const own = column.flatMap((_, r) => (hidden[r]?.[c] ? [nameOf(`${r}.${c}`)] : []));
          equations.push({ cells: own, total: sum(column.filter((_, r) => hidden[r]?.[c])) });
        }
        for (const [r, row] of cells.entries()) {
          for (const [c, count] of row.entries()) {
            if (isSmall(count)) expect(hidden[r]?.[c]).toBe(true);
            const name = names.get(`${r}.${c}`);
            if (hidden[r]?.[c] && name !== undefined)
              expect(range(equations, names.size, name), JSON.stringify({ cells, hidden })).toEqual({
                one: false,
              });
          }
        }
      }),
      { numRuns: 120 },
    );
  });

  it('do not come out of a total that is hidden elsewhere', () => {
    fc.assert(
      fc.property(table, (cells) => {
        const { rows, columns } = totalsOf(cells);
        fc.pre(sum(rows) >= smallestGroup);
        const totals = { rowHidden: hideInLine(rows), columnHidden: hideInLine(columns) };
        const hidden = hideInTable(cells, totals);
        if (!hidden) return;
        for (const [r, row] of cells.entries()) {
          if (totals.rowHidden[r] && (rows[r] ?? 0) > 0)
            expect(row.some((_, c) => hidden[r]?.[c])).toBe(true);
        }
        for (const [c] of columns.entries()) {
          if (totals.columnHidden[c] && (columns[c] ?? 0) > 0)
            expect(hidden.some((row) => row[c])).toBe(true);
        }
      }),
    );
  });

  it('are cut off by a bridge, which is why two a line do not do', () => {
    // Rows and columns each hide two cells or none, yet the cell in the middle follows from the totals of one side.
    const cells = [
      [2, 2, 9],
      [2, 3, 9],
      [9, 9, 20],
    ];
    const totals = { rowHidden: [false, false, false], columnHidden: [false, false, false] };
    const hidden = hideInTable(cells, totals);
    expect(hidden?.slice(0, 2).map((row) => row.slice(0, 2))).toEqual([
      [true, true],
      [true, true],
    ]);
    // Four people hidden in the first row would be a small group: one more cell goes with them.
    expect(hidden?.[0]?.[2] || hidden?.[0]?.filter(Boolean).length === 3).toBeTruthy();
  });

  it('take the whole table with them when nothing can stand beside them', () => {
    expect(
      hideInTable(
        [
          [3, 0],
          [0, 9],
        ],
        { rowHidden: [true, true], columnHidden: [true, true] },
      ),
    ).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(
      hideInTable(
        [
          [3, 0],
          [2, 9],
        ],
        { rowHidden: [false, false], columnHidden: [false, false] },
      ),
    ).toBeNull();
  });
});
