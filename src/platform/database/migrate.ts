import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Any constant does, as long as every process of every version takes the same. */
const migrationLock = 727_117_001;

/** npm runs every script from the project folder, where the SQL files are. */
const migrationsFolder = join(process.cwd(), 'migrations');

/**
 * Runs `work` while holding the lock that makes processes started together prepare the database one after
 * the other. `work` gets the client that holds the lock; `onWait` tells that another process holds it.
 */
export async function lockedMigrations<T>(
  connection: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
  onWait: () => void = () => {},
): Promise<T> {
  const client = new pg.Client({ ...connection, application_name: 'cordee-migrations' });
  // Told by the query that it breaks.
  client.on('error', () => {});
  await client.connect();
  try {
    const free = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
      migrationLock,
    ]);
    if (!free.rows[0]?.held) {
      onWait();
      await client.query('select pg_advisory_lock($1)', [migrationLock]);
    }
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** The database cannot be brought to this version; the message is in French, for the operator. */
export class MigrationError extends Error {}

interface MigrateOptions {
  /** Applies those and no other: the state that a backup was taken in. */
  upTo?: readonly string[];
  /** The caller's transaction holds them all; otherwise each has its own. */
  inTransaction?: boolean;
}

/**
 * Applies the migrations that are missing. Returns the names applied. Throws MigrationError when one fails, when one
 * already applied was edited since (history is never rewritten), or when the database is of a later version.
 */
export async function migrate(client: pg.ClientBase, options: MigrateOptions = {}): Promise<string[]> {
  const applied = await appliedMigrations(client);
  const files = (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql')).sort();
  const unknown = [...applied.keys(), ...(options.upTo ?? [])].find((name) => !files.includes(name));
  if (unknown)
    throw new MigrationError(`La base vient d’une version plus récente de Cordée (migration ${unknown}).`);
  const done: string[] = [];
  for (const name of files) {
    if (options.upTo && !options.upTo.includes(name)) continue;
    const text = await readFile(join(migrationsFolder, name), 'utf8');
    const sha256 = createHash('sha256').update(text).digest('hex');
    if (applied.has(name)) {
      if (applied.get(name) !== sha256)
        throw new MigrationError(`La migration ${name} a changé depuis son application.`);
      continue;
    }
    if (!options.inTransaction) await client.query('begin');
    try {
      await client.query(text);
      await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [name, sha256]);
      if (!options.inTransaction) await client.query('commit');
    } catch (error) {
      if (!options.inTransaction) await client.query('rollback').catch(() => {});
      const reason = error instanceof Error ? error.message : String(error);
      throw new MigrationError(`La migration ${name} a échoué : ${reason}.`, { cause: error });
    }
    done.push(name);
  }
  return done;
}

/** Name → hash of the migrations that the database has. */
async function appliedMigrations(client: pg.ClientBase): Promise<Map<string, string>> {
  const table = await client.query<{ found: boolean }>(
    "select to_regclass('public.schema_migrations') is not null as found",
  );
  if (!table.rows[0]?.found) {
    await client.query(`create table schema_migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
  }
  const known = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migrations',
  );
  return new Map(known.rows.map((row) => [row.name, row.sha256]));
}
