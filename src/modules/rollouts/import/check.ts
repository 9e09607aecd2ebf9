import type { Db } from '../../../platform/database/index.ts';
import type { SheetRow } from '../../../platform/sheets/index.ts';
import type { Columns } from './columns.ts';
import { loadKnown, type Speaking } from './known.ts';
import { type Reading, readStatements, wantedBy } from './statements.ts';

/** Reads lines against what is known now: what would be written, and what is to be said of each line. Writes nothing. */
export async function checkStatements(
  db: Db,
  speaking: Speaking,
  rows: readonly SheetRow[],
  columns: Columns,
): Promise<Reading> {
  const known = await loadKnown(db, speaking, wantedBy(rows, columns));
  return readStatements(rows, columns, known);
}
