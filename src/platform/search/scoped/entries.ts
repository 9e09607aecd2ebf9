import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/index.ts';

/** Something that only those who read a scope find, written by the module that owns it, in the same transaction. */
export interface ScopedEntry {
  /** What it is an entry of, and which one. */
  source: string;
  key: string;
  /** '' for the thing itself, otherwise one of its files. */
  part?: string;
  /** By what its readers narrow a search. */
  kind: string;
  scopeId: string;
  /** How far in the scope one must be to read it; 0 unless told: all of its people. */
  level?: number;
  authorId: string | null;
  at: Date;
  hasFiles?: boolean;
  url: string;
  title: string;
  /** Found first; the title unless told otherwise. */
  names?: string;
  body?: string;
  fileName?: string | null;
}

/** A tsvector holds 1 MB at most; nobody looks for the end of a longer text. */
const longestBody = 100_000;

/** Makes these the entries of the thing `key` of `source`, in place of those that it had; without any, it is not found any more. */
export async function indexInScope(
  tx: Db,
  source: string,
  key: string,
  entries: readonly Omit<ScopedEntry, 'source' | 'key'>[],
): Promise<void> {
  await removeFromScope(tx, source, [key]);
  if (entries.length === 0) return;
  await tx
    .insertInto('scoped_entries')
    .values(
      entries.map((entry) => ({
        source,
        key,
        part: entry.part ?? '',
        kind: entry.kind,
        scope_id: entry.scopeId,
        level: entry.level ?? 0,
        author_id: entry.authorId,
        at: entry.at,
        has_files: entry.hasFiles ?? false,
        url: entry.url,
        title: entry.title,
        names: entry.names ?? entry.title,
        body: (entry.body ?? '').slice(0, longestBody),
        file_name: entry.fileName ?? null,
      })),
    )
    .execute();
}

/** The same for many at once: what a query gives is what they become. */
export interface ScopedRows {
  source: string;
  /** A query of the keys that are written anew. */
  keys: RawBuilder<{ key: string }>;
  /** Queries that give, in this order: key, part, kind, scope_id, author_id, at, has_files, url, title, file_name, names, body. */
  rows: readonly RawBuilder<unknown>[];
}

/** Writes the entries of many things, in a number of statements that does not depend on how many they are. */
export async function writeScoped(tx: Db, { source, keys, rows }: ScopedRows): Promise<void> {
  await sql`delete from scoped_entries where source = ${source} and key in (${keys})`.execute(tx);
  for (const query of rows)
    await sql`insert into scoped_entries
        (source, key, part, kind, scope_id, author_id, at, has_files, url, title, file_name, names, body)
      select ${source}, key, part, kind, scope_id, author_id, at, has_files, url, title, file_name, names, left(body, ${longestBody}::int)
      from (${query}) as given`.execute(tx);
}

export async function removeFromScope(tx: Db, source: string, keys: readonly string[]): Promise<void> {
  if (keys.length > 0)
    await tx.deleteFrom('scoped_entries').where('source', '=', source).where('key', 'in', keys).execute();
}
