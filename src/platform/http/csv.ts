import { stringify } from 'csv-stringify/sync';

export type CsvCell = string | number | null;

export const csvType = 'text/csv; charset=utf-8';

/**
 * A table as French spreadsheets open it with a double click: semicolons, a byte-order mark that says UTF-8, one line a
 * row. A text that a spreadsheet would take for a formula is given an apostrophe, so that it stays a text.
 */
export function toCsv(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return stringify([columns, ...rows], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}
