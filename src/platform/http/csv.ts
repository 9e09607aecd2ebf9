import { stringify } from 'csv-stringify/sync';

export type CsvCell = string | number | null;

export const csvType = 'text/csv; charset=utf-8';

/** What a spreadsheet would take for a formula, after as many apostrophes as there may be. */
const afterApostrophes = /^'+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * A table as French spreadsheets open it with a double click: semicolons, a byte-order mark that says UTF-8, one line a
 * row. A text that a spreadsheet would take for a formula is given an apostrophe, so that it stays a text; so is one that has
 * some already, for `platform/sheets` to give back what was written.
 */
export function toCsv(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' && afterApostrophes.test(cell) ? `'${cell}` : cell)),
  );
  return stringify([columns, ...cells], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}
