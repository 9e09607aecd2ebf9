import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { preparingPool } from './prepared.ts';
import type { DB } from './types.ts';

export { checkDatabase, UnusableDatabase } from './check.ts';
export { connectionTo, wrongEncryption } from './connection.ts';
export { type Listener, listen } from './listen.ts';
export { lockedMigrations, MigrationError, migrate } from './migrate.ts';
export type * from './types.ts';

/** A handle on the database, or on a transaction: first parameter of every query and action. */
export type Db = Kysely<DB>;

export interface Database {
  db: Db;
  pool: pg.Pool;
  close(): Promise<void>;
}

// Counts and sizes stay far below 2^53: plain numbers are safe and spare conversions everywhere.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// A day is not an instant: keep `2027-01-01` as text, whatever the time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, String);

// With keepalives the server soon notices a machine that died, and frees what it held.
const sessionSettings = [
  'timezone=UTC',
  'statement_timeout=30000',
  'idle_in_transaction_session_timeout=60000',
  'tcp_keepalives_idle=60',
  'tcp_keepalives_interval=15',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/**
 * Opens the pool of connections. Nothing is contacted before the first query.
 * @param onError told when an idle connection breaks; the pool replaces it by itself.
 */
export function openDatabase(
  connection: pg.PoolConfig,
  options: { onError?: (error: Error) => void; max?: number } = {},
): Database {
  const pool = new pg.Pool({
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    application_name: 'cordee',
    keepAlive: true,
    options: sessionSettings,
    ...connection,
  });
  // An error without a listener would end the process; a broken connection is simply replaced.
  const tell = (error: Error) => options.onError?.(error);
  pool.on('error', tell);
  pool.on('connect', (client) => client.on('error', tell));
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparingPool(pool) }) });
  const close = async () => {
    await db.destroy();
    // Kysely leaves alone a pool that it never used.
    if (!pool.ended) await pool.end();
  };
  return { db, pool, close };
}

/** True when the error says that the database cannot be reached, and a retry may help. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(?:ECONN|ENOENT|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|57P0|08|53300)/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|server closed the connection/i.test(
      error.message,
    )
  );
}

/** True when a unique constraint of this name refused the row. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && error.constraint === constraint;
}

/** Resolves when the database answers. */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}
