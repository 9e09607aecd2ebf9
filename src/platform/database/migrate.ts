import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Any constant does, as long as every process of every version takes the same. */
const migrationLock = 727_117_001;

/** npm runs every script from the project folder, where the SQL files are. */
export const migrationsFolder = join(process.cwd(), 'migrations');

/**
 * Runs `work` while holding the lock that makes processes started together prepare the database one after
 * the other. `work` gets the client that holds the lock.
 */
export async function lockedMigrations<T>(
  connection: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...connection, application_name: 'cordee-migrations' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Applies the migrations that are missing, each in its own transaction. Returns the names applied.
 * Throws when a migration already applied was edited since: history is never rewritten.
 * With `upTo`, applies those and no other: the state that a backup was taken in.
 */
export async function migrate(
  client: pg.ClientBase,
  options: { upTo?: readonly string[] } = {},
): Promise<string[]> {
  await client.query(`create table if not exists schema_migrations (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
  const known = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migrations',
  );
  const applied = new Map(known.rows.map((row) => [row.name, row.sha256]));
  const files = (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql')).sort();
  const unknown = [...applied.keys(), ...(options.upTo ?? [])].find((name) => !files.includes(name));
  if (unknown) throw new Error(`La base vient d’une version plus récente de Cordée (migration ${unknown}).`);
  const done: string[] = [];
  for (const name of files) {
    if (options.upTo && !options.upTo.includes(name)) continue;
    const text = await readFile(join(migrationsFolder, name), 'utf8');
    const sha256 = createHash('sha256').update(text).digest('hex');
    if (applied.has(name)) {
      if (applied.get(name) !== sha256)
        throw new Error(`La migration ${name} a changé depuis son application.`);
      continue;
    }
    await client.query('begin');
    try {
      await client.query(text);
      await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [name, sha256]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw new Error(`La migration ${name} a échoué.`, { cause: error });
    }
    done.push(name);
  }
  return done;
}
