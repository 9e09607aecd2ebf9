/** Groups of fewer people than this are never told. */
export const smallestGroup = 5;

const isSmall = (count: number): boolean => count > 0 && count < smallestGroup;

/**
 * Which cells of a line are hidden: the small ones, and others with them so that none can be worked out from the total, which
 * everybody knows. The cells share out all that the total counts.
 */
export function hideInLine(counts: readonly number[]): boolean[] {
  const hidden = counts.map(isSmall);
  while (hidden.includes(true) && !hidesEnough(counts, hidden)) {
    const next = smallestShown(counts, hidden);
    if (next === -1) break;
    hidden[next] = true;
  }
  return hidden;
}

/** At least two, and together no small group either. */
function hidesEnough(counts: readonly number[], hidden: readonly boolean[]): boolean {
  const own = counts.filter((_, index) => hidden[index]);
  return own.length >= 2 && own.reduce((sum, count) => sum + count, 0) >= smallestGroup;
}

function smallestShown(counts: readonly number[], hidden: readonly boolean[]): number {
  let found = -1;
  for (const [index, count] of counts.entries()) {
    if (count > 0 && !hidden[index] && (found === -1 || count < (counts[found] ?? 0))) found = index;
  }
  return found;
}

/** Whether the totals of a table are told: they are those of results that stand elsewhere, and no table may change that. */
export interface Totals {
  rowHidden: readonly boolean[];
  columnHidden: readonly boolean[];
}

/**
 * Which cells of a table are hidden; null when nothing of it can be told. Its rows and its columns each share out everybody.
 *
 * A hidden cell can be worked out from the totals exactly when it is a bridge of the graph whose edges are the hidden cells,
 * from their row to their column, totals included. So every one of them is put on a cycle of hidden cells, each above nought:
 * one more here and one less there along it leaves every total as it is.
 */
export function hideInTable(cells: readonly (readonly number[])[], totals: Totals): boolean[][] | null {
  const hidden = cells.map((row) => row.map(isSmall));
  for (;;) {
    if (!putOnCycles(cells, hidden, totals)) return null;
    if (!fillLines(cells, hidden, totals)) return hidden;
  }
}

/** Hides more where what a line hides is a small group all together. Whether anything was. */
function fillLines(cells: readonly (readonly number[])[], hidden: boolean[][], totals: Totals): boolean {
  let changed = false;
  const fill = (counts: readonly number[], own: readonly boolean[], hide: (index: number) => void) => {
    const sum = counts.reduce((total, count, index) => total + (own[index] ? count : 0), 0);
    if (sum === 0 || sum >= smallestGroup) return;
    const next = smallestShown(counts, own);
    if (next === -1) return;
    hide(next);
    changed = true;
  };
  for (const [r, row] of cells.entries()) {
    const own = hidden[r];
    if (own && !totals.rowHidden[r]) fill(row, own, (c) => own.splice(c, 1, true));
  }
  for (const c of cells[0]?.keys() ?? []) {
    if (totals.columnHidden[c]) continue;
    fill(
      cells.map((row) => row[c] ?? 0),
      hidden.map((row) => row[c] ?? false),
      (r) => hidden[r]?.splice(c, 1, true),
    );
  }
  return changed;
}

/** False when some cell cannot be. */
function putOnCycles(cells: readonly (readonly number[])[], hidden: boolean[][], totals: Totals): boolean {
  const rows = cells.length;
  const columns = cells[0]?.length ?? 0;
  // The last row and the last column are those of the totals.
  const costOf = (r: number, c: number): number => {
    if (r === rows && c === columns) return Number.POSITIVE_INFINITY;
    if (r === rows) return totals.columnHidden[c] ? 0 : Number.POSITIVE_INFINITY;
    if (c === columns) return totals.rowHidden[r] ? 0 : Number.POSITIVE_INFINITY;
    const count = cells[r]?.[c] ?? 0;
    if (count === 0) return Number.POSITIVE_INFINITY;
    return hidden[r]?.[c] ? 0 : count;
  };
  for (let r = 0; r <= rows; r += 1) {
    for (let c = 0; c <= columns; c += 1) {
      if (costOf(r, c) !== 0) continue;
      const path = cheapestPath(rows + 1, columns + 1, r, c, costOf);
      if (!path) return false;
      for (const [row, column] of path)
        if (row < rows && column < columns) hidden[row]?.splice(column, 1, true);
    }
  }
  return true;
}

/** From a row to a column without the cell that joins them: the cells on the way, those that cost least. */
function cheapestPath(
  rows: number,
  columns: number,
  row: number,
  column: number,
  costOf: (r: number, c: number) => number,
): [number, number][] | null {
  const size = rows + columns;
  const cost = new Array<number>(size).fill(Number.POSITIVE_INFINITY);
  const from = new Array<number>(size).fill(-1);
  const done = new Set<number>();
  cost[row] = 0;
  const target = rows + column;
  for (;;) {
    let node = -1;
    for (let index = 0; index < size; index += 1) {
      if (done.has(index) || cost[index] === Number.POSITIVE_INFINITY) continue;
      if (node === -1 || (cost[index] ?? 0) < (cost[node] ?? 0)) node = index;
    }
    if (node === -1) return null;
    if (node === target) break;
    done.add(node);
    const isRow = node < rows;
    for (let other = isRow ? rows : 0; other < (isRow ? size : rows); other += 1) {
      const [r, c] = isRow ? [node, other - rows] : [other, node - rows];
      if (r === row && c === column) continue;
      const next = (cost[node] ?? 0) + costOf(r, c);
      if (next < (cost[other] ?? 0)) {
        cost[other] = next;
        from[other] = node;
      }
    }
  }
  const path: [number, number][] = [];
  for (let node = target; node !== row; node = from[node] ?? row) {
    const before = from[node] ?? row;
    path.push(node < rows ? [node, before - rows] : [before, node - rows]);
  }
  return path;
}
