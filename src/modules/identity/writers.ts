import type { Db } from '../../platform/database/index.ts';
import { bodyColumns, bodyWords } from './body-words.ts';

/** Who wrote something, as readers see them: where they work for all, their name for those who keep it. */
export interface Writer {
  name: string;
  body: string | null;
}

/** The people of these accounts, by id; whoever is not known is not in it. */
export async function writersOf(
  db: Db,
  accountIds: readonly (string | null)[],
): Promise<ReadonlyMap<string | null, Writer>> {
  const ids = [...new Set(accountIds)].filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('accounts')
    .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .where('accounts.id', 'in', ids)
    .select(['accounts.id', 'accounts.name', ...bodyColumns])
    .execute();
  return new Map(rows.map((row) => [row.id, { name: row.name, body: bodyWords(row) }]));
}

/** « équipe du programme » for whoever has no body of their own, or left. */
export function writerWords({ name, body }: Writer, named: boolean): string {
  const where = body ?? 'équipe du programme';
  return named ? `${name}, ${where}` : where;
}
