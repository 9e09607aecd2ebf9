import { bodyColumns, bodyWords } from '../identity/index.ts';

/** What a query selects to name where a person works; an alias of each table's own column. */
export const affiliationColumns = ['accounts.affiliation_label', ...bodyColumns] as const;

type Row = Parameters<typeof bodyWords>[0] & { affiliation_label: string | null };

/** The authority or the organisation, or what was typed. */
export function affiliationWords(row: Row): string | null {
  return bodyWords(row) ?? row.affiliation_label;
}
