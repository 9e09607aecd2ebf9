import type { Cross } from './crossing.ts';
import type { Results } from './read.ts';
import type { QuestionResult } from './summary.ts';
import type { CsvTable } from './tables.ts';
import type { Breakdown, Told } from './telling.ts';

const untold = 'non montré';
const cell = (count: Told) => count ?? untold;

/** Every count of the results, one a line. */
export function resultsTable(results: Results): CsvTable {
  return {
    columns: ['question', 'intitule', 'type', 'ligne', 'reponse', 'nombre', 'ont_repondu', 'reponses'],
    rows: (results.questions ?? []).flatMap((result) => rowsOf(result, results.total)),
  };
}

function rowsOf(result: QuestionResult, total: number): CsvTable['rows'][number][] {
  const { id, text, type } = result.question;
  const of = ({ lines, answered }: Breakdown, row: string) =>
    lines.map(({ label, count }) => [id, text, type, row, label, cell(count), cell(answered), total]);
  switch (result.kind) {
    case 'breakdown':
      return of(result.breakdown, '');
    case 'rows':
      return result.rows.flatMap((row) => of(row, row.label));
    case 'ranking':
      return [
        ...of(result.breakdown, 'classé'),
        ...result.ranked.flatMap(({ label, places }) =>
          places.map((count, place) => [
            id,
            text,
            type,
            `place ${place + 1}`,
            label,
            cell(count),
            cell(result.breakdown.answered),
            total,
          ]),
        ),
      ];
    case 'texts':
      return [[id, text, type, '', '', '', cell(result.answered), total]];
    case 'consent':
      return [];
  }
}

export function crossTable({ rows, columns, cells, rowTotals }: Cross): CsvTable {
  return {
    columns: [rows.label, ...columns.categories.map(({ label }) => label), 'ensemble'],
    rows: rows.categories.map(({ label }, at) => [
      label,
      ...(cells[at] ?? []).map(cell),
      cell(rowTotals[at] ?? null),
    ]),
  };
}
