import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Pack, pack } from 'tar-stream';
import type { FileStore } from '../files/index.ts';
import { fileEntry, type Manifest, manifestName, tableEntry } from './manifest.ts';

export interface BackupSummary {
  tables: number;
  rows: number;
  files: number;
  bytes: number;
}

/**
 * Writes everything the product holds into one archive (tar, gzip), as it is at one instant, while it runs.
 * The archive appears under its name only once it is complete.
 */
export async function writeBackup(
  source: { connection: pg.ClientConfig; files: FileStore },
  path: string,
  say: (line: string) => void = () => {},
): Promise<BackupSummary> {
  const client = new pg.Client(source.connection);
  await client.connect();
  const spool = await mkdtemp(join(tmpdir(), 'cordee-backup-'));
  const partial = `${path}.partial`;
  try {
    await client.query('begin isolation level repeatable read read only');
    const content = await describe(client);
    for (const table of content.tables) {
      const stream = client.query(
        copyTo(`copy ${qualified(table.name)} (${columnList(table.columns)}) to stdout`),
      );
      await pipeline(stream, createWriteStream(join(spool, table.name), { mode: 0o600 }));
      table.rows = stream.rowCount;
      say(`${table.name} : ${table.rows}`);
    }
    const stored = await client.query<{ storage_key: string; bytes: number }>(
      'select distinct on (storage_key) storage_key, bytes from stored_files order by storage_key',
    );
    await client.query('commit');
    content.files = stored.rows.length;

    const archive = pack();
    const written = pipeline(archive, createGzip(), createWriteStream(partial, { mode: 0o600 }));
    const fill = async () => {
      await addBuffer(archive, manifestName, Buffer.from(JSON.stringify(content, null, 2)));
      for (const { name } of content.tables) {
        const { size } = await stat(join(spool, name));
        await addStream(archive, tableEntry(name), size, createReadStream(join(spool, name)));
      }
      for (const file of stored.rows) {
        await addStream(
          archive,
          fileEntry(file.storage_key),
          file.bytes,
          await source.files.read(file.storage_key),
        );
      }
      archive.finalize();
    };
    await Promise.all([written, fill()]);
    const handle = await open(partial, 'r');
    await handle.sync();
    await handle.close();
    await rename(partial, path);
    return {
      tables: content.tables.length,
      rows: content.tables.reduce((sum, table) => sum + table.rows, 0),
      files: content.files,
      bytes: (await stat(path)).size,
    };
  } finally {
    await client.end();
    await rm(spool, { recursive: true, force: true });
    await rm(partial, { force: true });
  }
}

async function describe(client: pg.Client): Promise<Manifest> {
  const migrations = await client.query<{ name: string }>('select name from schema_migrations order by name');
  const columns = await client.query<{ table_name: string; columns: string[] }>(`
    select c.table_name, array_agg(c.column_name::text order by c.ordinal_position) as columns
    from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where t.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and c.is_generated = 'NEVER' and c.table_name <> 'schema_migrations'
    group by c.table_name`);
  const references = await client.query<{ child: string; parent: string }>(`
    select distinct child.relname as child, parent.relname as parent
    from pg_constraint f
    join pg_class child on child.oid = f.conrelid
    join pg_class parent on parent.oid = f.confrelid
    where f.contype = 'f' and f.connamespace = 'public'::regnamespace and child.oid <> parent.oid`);
  const jobs = await client.query<Manifest['jobs'][number]>(`
    select t.identifier as task, j.payload, to_json(j.run_at)#>>'{}' as "runAt",
      j.max_attempts::int as "maxAttempts", j.key
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.attempts < j.max_attempts order by j.id`);
  return {
    format: 'cordee-backup-1',
    takenAt: new Date().toISOString(),
    migrations: migrations.rows.map((row) => row.name),
    tables: parentsFirst(
      columns.rows.map((row) => row.table_name),
      references.rows,
    ).map((name) => ({
      name,
      columns: columns.rows.find((row) => row.table_name === name)?.columns ?? [],
      rows: 0,
    })),
    files: 0,
    jobs: jobs.rows,
  };
}

/** The order in which tables can be filled without ever pointing to a row that is not there yet. */
function parentsFirst(names: string[], references: { child: string; parent: string }[]): string[] {
  const ordered: string[] = [];
  let left = names.toSorted();
  while (left.length > 0) {
    const waiting = new Set(left);
    const ready = left.filter(
      (name) => !references.some(({ child, parent }) => child === name && waiting.has(parent)),
    );
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${left.join(', ')}`);
    ordered.push(...ready);
    left = left.filter((name) => !ready.includes(name));
  }
  return ordered;
}

export function qualified(table: string): string {
  return `public.${pg.escapeIdentifier(table)}`;
}

export function columnList(columns: string[]): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(', ');
}

function addBuffer(archive: Pack, name: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.entry({ name, mode: 0o600 }, body, (error) => (error ? reject(error) : resolve()));
  });
}

async function addStream(archive: Pack, name: string, size: number, body: Readable): Promise<void> {
  const entry = archive.entry({ name, size, mode: 0o600 });
  await pipeline(body, entry);
}
