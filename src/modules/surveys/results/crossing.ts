import type { Dimension } from '../engine/codebook.ts';
import { isHidden } from './hiding.ts';
import { everybody, type Source, those } from './sample.ts';
import { hide, type Told, tell } from './telling.ts';

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
