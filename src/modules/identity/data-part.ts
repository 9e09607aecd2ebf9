import { sql } from 'kysely';
import { z } from 'zod';
import type { DB, Db } from '../../platform/database/index.ts';

/** A file of the person's, put in the archive as it is. */
export interface PersonalFile {
  storageKey: string;
  /** Under the folder of the part. */
  name: string;
  bytes: number;
}

/** What one module holds on a person. */
export interface DataPart {
  /** Name of the file, without `.json`, in ASCII: `messages`. */
  name: string;
  /** What it holds, for who opens the archive: « Vos messages dans les groupes ». */
  title: string;
  /** Written as JSON, dates as ISO 8601. */
  data: unknown;
  files?: readonly PersonalFile[];
}

/** Reads what a module holds on a person; each module gives its own in `modules.ts`. */
export interface DataReader {
  /** The columns that name an account and are read: `messages.author_id`. */
  columns: readonly string[];
  read: (db: Db, accountId: string) => Promise<readonly DataPart[]>;
}

/** Rows of a table that name the person. */
export interface HeldRows {
  name: string;
  title: string;
  table: keyof DB & string;
  /** Which column names the person. */
  column: string;
}

/** Secrets, and the ids of other people. */
const left = /(?:_hash|token|secret|_by|_by_account)$/;
const rows = z.array(z.record(z.string(), z.unknown()));

/** Gives whole rows as they are kept, without secrets nor who else acted. */
export function rowsHeld(...held: readonly HeldRows[]): DataReader {
  return {
    columns: held.map(({ table, column }) => `${table}.${column}`),
    read: (db, accountId) =>
      Promise.all(
        held.map(async ({ name, title, table, column }) => {
          const found = await db
            .selectFrom(sql<{ row: unknown }>`${sql.table(table)}`.as('held'))
            .select(sql<unknown>`to_jsonb(held)`.as('row'))
            .where(sql<boolean>`${sql.ref(`held.${column}`)} = ${accountId}`)
            .limit(100_000)
            .execute();
          const data = rows
            .parse(found.map(({ row }) => row))
            .map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => !left.test(key))));
          return { name, title, data };
        }),
      ),
  };
}

/** Several readers as one. */
export function together(...readers: readonly DataReader[]): DataReader {
  return {
    columns: readers.flatMap(({ columns }) => columns),
    read: async (db, accountId) => (await Promise.all(readers.map(({ read }) => read(db, accountId)))).flat(),
  };
}
