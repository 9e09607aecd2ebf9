/** Tables that people send: CSV or XLSX, told apart by their content, to a header and rows of texts. See README.md. */

export { type Columns, cellOf, guessColumns } from './columns.ts';
export { monthNames, readDay } from './day.ts';
export { SheetRefusal } from './refusal.ts';
export { readSheet, type Sheet, type SheetLimits, type SheetRow } from './sheet.ts';
export { sentSheet, storedSheet } from './stored.ts';
export { toXlsx, type WrittenSheet, xlsxType } from './write-xlsx.ts';
