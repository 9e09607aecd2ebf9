import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Pack, pack } from 'tar-stream';
import { type FileStore, MissingObject } from '../files/index.ts';
import { columnList, fileEntry, type Manifest, manifestName, qualified, tableEntry } from './manifest.ts';

export interface BackupSummary {
  tables: number;
  rows: number;
  files: number;
  bytes: number;
}

/** What the operator can mend, in one French line. */
export class BackupError extends Error {}

/**
 * Writes everything the product holds into one archive (tar, gzip), as it is at one instant, while it runs.
 * The archive appears under its name only once it is complete; with `signal`, it can be given up.
 */
export async function writeBackup(
  source: { connection: pg.ClientConfig; files: FileStore },
  path: string,
  say: (line: string) => void = () => {},
  signal?: AbortSignal,
): Promise<BackupSummary> {
  const client = new pg.Client(source.connection);
  // Told by the query that it breaks.
  client.on('error', () => {});
  await client.connect();
  const partial = `${path}.partial`;
  let spool: string | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    const content = await describe(client);
    // Beside the archive: there is room for it there, and the temporary folder may well be memory.
    const drafts = await mkdtemp(`${path}.tables-`).catch((error: unknown) => {
      throw cannotWrite(path, error);
    });
    spool = drafts;
    for (const table of content.tables) {
      const stream = client.query(
        copyTo(`copy ${qualified(table.name)} (${columnList(table.columns)}) to stdout`),
      );
      await pipeline(stream, createWriteStream(join(drafts, table.name), { mode: 0o600 }), { signal });
      table.rows = stream.rowCount;
      say(`${table.name} : ${table.rows}`);
    }
    const stored = await client.query<{ storage_key: string; bytes: number }>(
      'select distinct on (storage_key) storage_key, bytes from stored_files order by storage_key',
    );
    await client.query('commit');
    content.files = stored.rows.length;

    const archive = pack();
    const written = pipeline(archive, createGzip(), createWriteStream(partial, { mode: 0o600 }), { signal });
    const fill = async () => {
      await addBuffer(archive, manifestName, Buffer.from(JSON.stringify(content, null, 2)));
      for (const { name } of content.tables) {
        const { size } = await stat(join(drafts, name));
        await addStream(archive, tableEntry(name), size, createReadStream(join(drafts, name)));
      }
      for (const { storage_key: key, bytes } of stored.rows) {
        const body = await source.files.read(key).catch((cause: unknown) => {
          if (!(cause instanceof MissingObject)) throw cause;
          throw new BackupError(`Le fichier ${key} manque à l’endroit où sont les fichiers.`, { cause });
        });
        await addStream(archive, fileEntry(key), bytes, body);
      }
      archive.finalize();
    };
    await Promise.all([
      written.catch((error: unknown) => {
        throw cannotWrite(path, error);
      }),
      fill().catch((error: unknown) => {
        archive.destroy();
        throw error;
      }),
    ]);
    await sync(partial);
    await rename(partial, path);
    await sync(dirname(path)); // the new name must survive a power failure
    return {
      tables: content.tables.length,
      rows: content.tables.reduce((sum, table) => sum + table.rows, 0),
      files: content.files,
      bytes: (await stat(path)).size,
    };
  } finally {
    await client.end().catch(() => {});
    if (spool) await rm(spool, { recursive: true, force: true });
    await rm(partial, { force: true });
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync();
  await handle.close();
}

function cannotWrite(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Record<string, string> = {
    ENOENT: 'ce dossier n’existe pas',
    ENOTDIR: 'ce dossier n’existe pas',
    EACCES: 'ce compte n’en a pas le droit',
    EROFS: 'ce dossier est en lecture seule',
    ENOSPC: 'il n’y a plus de place',
    EDQUOT: 'il n’y a plus de place',
  };
  const reason = reasons[code];
  return reason ? new BackupError(`Impossible d’écrire ${path} : ${reason}.`, { cause: error }) : error;
}

async function describe(client: pg.Client): Promise<Manifest> {
  const filled = await client.query<{ found: boolean }>(
    "select to_regclass('public.schema_migrations') is not null as found",
  );
  if (!filled.rows[0]?.found) throw new BackupError('Il n’y a rien à sauvegarder : cette base est vide.');
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

function addBuffer(archive: Pack, name: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.entry({ name, mode: 0o600 }, body, (error) => (error ? reject(error) : resolve()));
  });
}

async function addStream(archive: Pack, name: string, size: number, body: Readable): Promise<void> {
  const entry = archive.entry({ name, size, mode: 0o600 });
  await pipeline(body, entry);
}
