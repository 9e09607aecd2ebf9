import { sql } from 'kysely';
import type { Side } from '../../platform/database/index.ts';
import { bodyColumns, bodyWords } from '../identity/index.ts';

/** What a query selects to name where a person works; an alias of each table's own column. */
export const affiliationColumns = ['accounts.affiliation_label', ...bodyColumns] as const;

type Row = Parameters<typeof bodyWords>[0] & { affiliation_label: string | null };

/** The authority or the organisation, or what was typed. */
export function affiliationWords(row: Row): string | null {
  return bodyWords(row) ?? row.affiliation_label;
}

/**
 * The side that a person's body is of, in a query on `accounts` and `organisations`: that of their organisation; who works
 * for an authority is of the authorities, an agent of the State of the State.
 */
export const sideOfBody = sql<Side | null>`coalesce(organisations.side,
  case when accounts.authority_id is not null then 'collectivites'::side
    when accounts.quality = 'agent_etat' then 'etat'::side end)`;
