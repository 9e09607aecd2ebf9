import { sql } from 'kysely';
import type { Db } from '../database/index.ts';

/** Something that can be found by its words, written by the module that owns it, in the same transaction. */
export interface SearchEntry {
  /** What it is: `page`, `news`, `group`, `deliverable`, `organisation`, `thread`… */
  kind: string;
  /** Names it among its kind. */
  key: string;
  url: string;
  title: string;
  /** What else it is called, found as its title is; never shown. */
  names?: readonly string[];
  summary?: string;
  body?: string;
  /** Words that find it although they are never shown. */
  keywords?: string;
  /** `public`, or the scope that a reader must hold, such as `group:<id>`. */
  audience?: string;
}

export async function indexEntry(tx: Db, entry: SearchEntry): Promise<void> {
  const values = {
    kind: entry.kind,
    key: entry.key,
    url: entry.url,
    title: entry.title,
    names: (entry.names ?? []).join('\n'),
    summary: entry.summary ?? '',
    // A tsvector holds 1 MB at most; nobody looks for the end of a longer text.
    body: (entry.body ?? '').slice(0, 200_000),
    keywords: (entry.keywords ?? '').slice(0, 50_000),
    audience: entry.audience ?? 'public',
  };
  await tx
    .insertInto('search_entries')
    .values(values)
    .onConflict((conflict) =>
      conflict.constraint('search_entries_once').doUpdateSet({ ...values, updated_at: sql`now()` }),
    )
    .execute();
}

export async function removeEntry(tx: Db, kind: string, key: string): Promise<void> {
  await tx.deleteFrom('search_entries').where('kind', '=', kind).where('key', '=', key).execute();
}
