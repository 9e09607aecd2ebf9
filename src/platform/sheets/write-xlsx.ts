import writeXlsxFile from 'write-excel-file/node';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface XlsxColumn {
  title: string;
  /** In characters. */
  width?: number;
}

/** A workbook of one sheet. A text is a cell of text: a spreadsheet never takes it for a formula. */
export async function toXlsx(
  sheet: string,
  columns: readonly XlsxColumn[],
  rows: readonly (readonly (string | number | null)[])[],
): Promise<Buffer> {
  const head = columns.map(({ title }) => ({ value: title, type: String, fontWeight: 'bold' as const }));
  const cells = rows.map((row) =>
    row.map((cell) =>
      cell === null || cell === ''
        ? null
        : typeof cell === 'number'
          ? { value: cell, type: Number }
          : { value: cell, type: String, alignVertical: 'top' as const },
    ),
  );
  const book = writeXlsxFile([head, ...cells], {
    sheet,
    stickyRowsCount: 1,
    columns: columns.map(({ width = 16 }) => ({ width })),
  });
  return book.toBuffer();
}
