import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { lockedMigrations, MigrationError, migrate } from '../database/index.ts';
import { BrokenUpload, type FileStore } from '../files/index.ts';
import { entries, RestoreError } from './archive.ts';
import {
  columnList,
  fileEntry,
  type Manifest,
  manifest,
  manifestName,
  qualified,
  tableEntry,
} from './manifest.ts';

export interface RestoreTarget {
  connection: pg.ClientConfig;
  files: FileStore;
  /** Creates the tables of the job queue. */
  prepareJobs: () => Promise<void>;
}

/**
 * Fills an empty database, and the store, with an archive of `writeBackup`. The database gets the migrations
 * that the archive was taken under, then its rows, then the migrations that came since, all in one transaction:
 * when anything is wrong it stays empty, and the files that came in are taken out again.
 */
export async function restoreBackup(
  target: RestoreTarget,
  path: string,
  say: (line: string) => void = () => {},
): Promise<Manifest> {
  // The product does not start on it meanwhile: it waits for this lock.
  return lockedMigrations(target.connection, async (client) => {
    await refuseUnlessEmpty(client);
    const received: string[] = [];
    try {
      await client.query('begin');
      const content = await fill(client, target, path, received, say);
      await client.query('commit');
      await client.query('analyze');
      return content;
    } catch (error) {
      await client.query('rollback').catch(() => {});
      await client.query('drop schema if exists graphile_worker cascade').catch(() => {});
      for (const storageKey of received) await target.files.delete(storageKey).catch(() => {});
      throw explain(error);
    }
  });
}

async function refuseUnlessEmpty(client: pg.Client): Promise<void> {
  const existing = await client.query(`
    select from pg_class where relkind in ('r', 'p', 'v', 'm') and relnamespace = 'public'::regnamespace
      and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e') limit 1`);
  if (existing.rows.length > 0) {
    throw new RestoreError('La base n’est pas vide : une restauration ne se fait que dans une base vide.');
  }
}

async function fill(
  client: pg.Client,
  { files, prepareJobs }: RestoreTarget,
  path: string,
  received: string[],
  say: (line: string) => void,
): Promise<Manifest> {
  let content: Manifest | undefined;
  let indexes: string[] = [];
  const seen = new Set<string>();
  for await (const { name, body } of entries(path)) {
    if (seen.has(name)) throw new RestoreError(`Cette archive contient deux fois ${name}.`);
    seen.add(name);
    if (!content) {
      content = await readManifest(name, body);
      await migrate(client, { upTo: content.migrations, inTransaction: true });
      await emptyTables(client, content);
      await setTriggers(client, 'disable');
      indexes = await dropSlowIndexes(client);
      continue;
    }
    const table = content.tables.find((one) => tableEntry(one.name) === name);
    if (table) {
      const columns = columnList(table.columns);
      await pipeline(body, client.query(copyFrom(`copy ${qualified(table.name)} (${columns}) from stdin`)));
      say(`${table.name} : ${table.rows}`);
    } else if (/^files\/[\da-f]{2}\/[\da-f]{64}$/.test(name)) {
      await restoreFile(files, name, body, received);
    } else {
      throw new RestoreError(`Cette archive contient un élément inattendu : ${name}.`);
    }
  }
  if (!content) throw new RestoreError('Ce fichier n’est pas une sauvegarde de Cordée.');
  await verify(client, content, seen);
  for (const index of indexes) await client.query(index);
  await resumeIdentities(client);
  await client.query('set constraints all immediate');
  await setTriggers(client, 'enable');
  await migrate(client, { inTransaction: true });
  await prepareJobs();
  for (const job of content.jobs) {
    await client.query(
      'select graphile_worker.add_job($1, $2::json, run_at => $3, max_attempts => $4, job_key => $5)',
      [job.task, JSON.stringify(job.payload), job.runAt, job.maxAttempts, job.key],
    );
  }
  return content;
}

async function readManifest(name: string, body: Readable): Promise<Manifest> {
  const text = name === manifestName ? (await buffer(body)).toString('utf8') : '';
  let parsed: ReturnType<typeof manifest.safeParse> | undefined;
  try {
    parsed = manifest.safeParse(JSON.parse(text));
  } catch {
    // not even JSON
  }
  if (!parsed?.success) throw new RestoreError('Ce fichier n’est pas une sauvegarde de Cordée.');
  return parsed.data;
}

/** A migration may have written rows of its own: the archive has them too. */
async function emptyTables(client: pg.Client, content: Manifest): Promise<void> {
  const known = await client.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'schema_migrations'",
  );
  const names = known.rows.map(({ name }) => name).sort();
  const given = content.tables.map(({ name }) => name).sort();
  if (names.join() !== given.join())
    throw new RestoreError('Les tables de cette archive ne sont pas celles de Cordée.');
  if (names.length > 0) await client.query(`truncate ${names.map(qualified).join(', ')}`);
}

/** What they write when rows change is in the archive already. Foreign keys are still checked. */
async function setTriggers(client: pg.Client, state: 'enable' | 'disable'): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct relname as name from pg_trigger join pg_class on pg_class.oid = tgrelid
      where not tgisinternal and relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of rows) await client.query(`alter table ${qualified(name)} ${state} trigger user`);
}

/** Filled row by row, these take longer than all the rest; made at once, hardly any time. Returns how to make them. */
async function dropSlowIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    "select indexname as name, indexdef as definition from pg_indexes where schemaname = 'public' and indexdef like '% USING gin %'",
  );
  for (const { name } of rows) await client.query(`drop index ${qualified(name)}`);
  return rows.map(({ definition }) => definition);
}

async function restoreFile(
  store: FileStore,
  name: string,
  body: Readable,
  received: string[],
): Promise<void> {
  const storageKey = name.slice('files/'.length);
  const isNew = !(await store.exists(storageKey));
  const file = await store.receive(body, { name: 'fichier', maxBytes: Number.MAX_SAFE_INTEGER });
  if (isNew || file.storageKey !== storageKey) received.push(file.storageKey);
  if (file.storageKey !== storageKey) throw new RestoreError(`Le fichier ${name} de l’archive est abîmé.`);
}

async function verify(client: pg.Client, content: Manifest, seen: ReadonlySet<string>): Promise<void> {
  for (const table of content.tables) {
    const counted = await client.query<{ rows: number }>(
      `select count(*)::int as rows from ${qualified(table.name)}`,
    );
    if (counted.rows[0]?.rows !== table.rows)
      throw new RestoreError(`L’archive est incomplète : ${table.name}.`);
  }
  const stored = await client.query<{ key: string }>('select distinct storage_key as key from stored_files');
  const missing = stored.rows.find(({ key }) => !seen.has(fileEntry(key)));
  if (missing) throw new RestoreError(`L’archive est incomplète : il y manque le fichier ${missing.key}.`);
}

/** Numbers that the database gives out go on after the greatest one restored. */
async function resumeIdentities(client: pg.Client): Promise<void> {
  const identities = await client.query<{ table_name: string; column_name: string }>(
    "select table_name, column_name from information_schema.columns where table_schema = 'public' and is_identity = 'YES'",
  );
  for (const { table_name: table, column_name: column } of identities.rows) {
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce((select max(${pg.escapeIdentifier(column)}) from ${qualified(table)}), 0) + 1, false)`,
      [qualified(table), column],
    );
  }
}

function explain(error: unknown): unknown {
  if (error instanceof BrokenUpload && error.cause instanceof RestoreError) return error.cause;
  if (error instanceof MigrationError) return new RestoreError(error.message, { cause: error });
  // 22: a value that is none of its column; 23: a row that breaks a rule.
  if (error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? ''))
    return new RestoreError(`Les lignes de cette archive sont abîmées : ${error.message}.`, { cause: error });
  return error;
}
