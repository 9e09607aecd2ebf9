import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { extract } from 'tar-stream';
import { migrate } from '../database/index.ts';
import type { FileStore } from '../files/index.ts';
import { type Manifest, manifest, manifestName, tableEntry } from './manifest.ts';
import { columnList, qualified } from './write.ts';

/** What the operator can mend, in one French line. */
export class RestoreError extends Error {}

/**
 * Fills an empty database, and the store, with an archive of `writeBackup`. The database gets the migrations
 * that the archive was taken under, then its rows, then the migrations that came since.
 * All or nothing for the database; files are added one by one, and harmless when it stops half-way.
 */
export async function restoreBackup(
  target: { connection: pg.ClientConfig; files: FileStore; prepareJobs: () => Promise<void> },
  path: string,
  say: (line: string) => void = () => {},
): Promise<Manifest> {
  const client = new pg.Client(target.connection);
  await client.connect();
  try {
    const existing = await client.query(
      "select 1 from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' limit 1",
    );
    if (existing.rows.length > 0) {
      throw new RestoreError('La base n’est pas vide : une restauration ne se fait que dans une base vide.');
    }
    let content: Manifest | undefined;
    let files = 0;
    for await (const { name, body } of entries(path)) {
      if (!content) {
        content = await readManifest(name, body);
        await migrate(client, { upTo: content.migrations });
        await client.query('begin');
        await emptyTables(client, content);
        continue;
      }
      const table = content.tables.find((one) => tableEntry(one.name) === name);
      if (table) {
        const columns = columnList(table.columns);
        await pipeline(body, client.query(copyFrom(`copy ${qualified(table.name)} (${columns}) from stdin`)));
        say(`${table.name} : ${table.rows}`);
      } else if (name.startsWith('files/')) {
        await restoreFile(target.files, name, body);
        files += 1;
      } else {
        throw new RestoreError(`Cette archive contient un élément inattendu : ${name}.`);
      }
    }
    if (!content) throw new RestoreError('Ce fichier n’est pas une sauvegarde de Cordée.');
    await verify(client, content, files);
    await resumeIdentities(client);
    await client.query('commit');
    await migrate(client);
    await target.prepareJobs();
    for (const job of content.jobs) {
      await client.query(
        'select graphile_worker.add_job($1, $2::json, run_at => $3, max_attempts => $4, job_key => $5)',
        [job.task, JSON.stringify(job.payload), job.runAt, job.maxAttempts, job.key],
      );
    }
    return content;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}

async function* entries(path: string): AsyncGenerator<{ name: string; body: Readable }> {
  const archive = extract();
  const feeding = pipeline(createReadStream(path), createGunzip(), archive);
  feeding.catch((error) => archive.destroy(error));
  try {
    for await (const entry of archive) {
      const body = entry.pipe(new PassThrough());
      yield { name: entry.header.name, body };
      body.resume();
    }
    await feeding;
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(?:Z_|ENOENT|EACCES)/.test(String(error.code))) {
      throw new RestoreError(`L’archive ${basename(path)} est illisible : ${error.message}.`);
    }
    throw error;
  }
}

async function readManifest(name: string, body: Readable): Promise<Manifest> {
  const parsed =
    name === manifestName ? manifest.safeParse(JSON.parse((await buffer(body)).toString('utf8'))) : null;
  if (!parsed?.success) throw new RestoreError('Ce fichier n’est pas une sauvegarde de Cordée.');
  return parsed.data;
}

/** A migration may have written rows of its own: the archive has them too. */
async function emptyTables(client: pg.Client, content: Manifest): Promise<void> {
  await client.query(`truncate ${content.tables.map((table) => qualified(table.name)).join(', ')}`);
}

async function restoreFile(store: FileStore, name: string, body: Readable): Promise<void> {
  const received = await store.receive(body, { name: basename(name), maxBytes: Number.MAX_SAFE_INTEGER });
  if (`files/${received.storageKey}` !== name)
    throw new RestoreError(`Le fichier ${name} de l’archive est abîmé.`);
}

async function verify(client: pg.Client, content: Manifest, files: number): Promise<void> {
  for (const table of content.tables) {
    const counted = await client.query<{ rows: number }>(
      `select count(*)::int as rows from ${qualified(table.name)}`,
    );
    if (counted.rows[0]?.rows !== table.rows)
      throw new RestoreError(`L’archive est incomplète : ${table.name}.`);
  }
  if (files !== content.files) throw new RestoreError('L’archive est incomplète : il y manque des fichiers.');
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
