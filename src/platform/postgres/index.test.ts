import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import {
  DataHeldError,
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from './index.ts';

const exec = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const undo: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

let template = '';
beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'cordee-test-'));
  await chmod(template, 0o755);
  await (await startEmbeddedPostgres({ folder: join(template, 'postgres'), disposable: true })).stop();
});
afterAll(() => rm(template, { recursive: true, force: true }));

/** A folder with an empty database, stopped. */
async function newDatabase(): Promise<string> {
  const folder = await newFolder();
  await exec('cp', ['-a', join(template, 'postgres'), folder]);
  return folder;
}

/** A folder that does not exist yet. */
async function newFolder(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'cordee-test-'));
  await chmod(parent, 0o755);
  undo.push(() => rm(parent, { recursive: true, force: true }));
  return join(parent, 'postgres');
}

async function start(folder: string): Promise<EmbeddedPostgres> {
  // With the settings of a real instance: what is under test is that nothing acknowledged is lost.
  const postgres = await startEmbeddedPostgres({ folder });
  undo.push(() => postgres.stop());
  return postgres;
}

async function query(connection: EmbeddedPostgres['connection'], sql: string): Promise<unknown[]> {
  const client = new Client(connection);
  client.on('error', () => {}); // the tests kill its server
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** Starts the database of `folder` in another process; gives the first line that it says. */
async function startElsewhere(folder: string): Promise<{ child: ChildProcess; said: string }> {
  const script = join(import.meta.dirname, 'start-child.ts');
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  undo.push(() => kill(child));
  for await (const said of createInterface({ input: child.stdout })) return { child, said };
  throw new Error('the other process said nothing');
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function postmasterPid(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10);
}

test('creates the database, stops, and finds it again', async () => {
  const folder = await newFolder();
  const first = await start(folder);
  expect((await stat(first.connection.host)).mode & 0o777).toBe(0o700);
  await query(first.connection, "CREATE TABLE kept AS SELECT 'Saint-Étienne'::text AS name");
  expect(
    await query(
      first.connection,
      `SELECT current_setting('server_encoding'), current_setting('data_checksums'), upper('é'), current_setting('listen_addresses')`,
    ),
  ).toEqual(['UTF8', 'on', 'É', '']);
  await query(first.connection, 'CREATE EXTENSION unaccent');
  await query(first.connection, 'CREATE EXTENSION pg_trgm');
  await first.stop();
  await first.stop();
  expect(existsSync(join(folder, 'data', 'postmaster.pid'))).toBe(false);

  const second = await start(folder);
  expect(await query(second.connection, 'SELECT name FROM kept')).toEqual(['Saint-Étienne']);
});

test('says who holds the data, here and from another process', async () => {
  const folder = await newDatabase();
  const holder = await start(folder);
  const refused = startEmbeddedPostgres({ folder, disposable: true });
  await expect(refused).rejects.toThrow(DataHeldError);
  await expect(refused).rejects.toThrow(new RegExp(`processus ${process.pid}, depuis le`));
  const { said } = await startElsewhere(folder);
  expect(said).toContain(`processus ${process.pid}, depuis le`);
  expect(await query(holder.connection, 'SELECT 1')).toEqual([1]);
});

test('starts PostgreSQL again when it is killed, at the same address, with its data', async () => {
  const folder = await newDatabase();
  const postgres = await start(folder);
  await query(postgres.connection, 'CREATE TABLE kept AS SELECT 7 AS n');
  const killed = await postmasterPid(folder);
  const busy = query(postgres.connection, 'SELECT pg_sleep(60)').catch(() => 'cut');
  const heard = new Promise((resolve) => postgres.onExit(resolve));
  process.kill(killed, 'SIGKILL');
  expect(await heard).toEqual({ code: null, signal: 'SIGKILL', restartIn: 0 });
  expect(await busy).toBe('cut');
  await vi.waitFor(async () => expect(await query(postgres.connection, 'SELECT n FROM kept')).toEqual([7]), {
    timeout: 15_000,
    interval: 20,
  });
  expect(await postmasterPid(folder)).not.toBe(killed);
});

test('may be stopped while it starts PostgreSQL again', async () => {
  const folder = await newDatabase();
  const postgres = await start(folder);
  const heard = new Promise((resolve) => postgres.onExit(resolve));
  process.kill(await postmasterPid(folder), 'SIGKILL');
  await heard;
  await postgres.stop();
  const again = await start(folder);
  expect(await query(again.connection, 'SELECT 1')).toEqual([1]);
});

test('takes over from an application that was killed, whose PostgreSQL lives on', async () => {
  const folder = await newDatabase();
  const { child, said } = await startElsewhere(folder);
  const { connection } = JSON.parse(said);
  await query(connection, 'CREATE TABLE kept AS SELECT 7 AS n');
  const left = await postmasterPid(folder);
  await kill(child);
  expect(process.kill(left, 0)).toBe(true);

  const before = performance.now();
  const postgres = await start(folder);
  expect(performance.now() - before).toBeLessThan(2000);
  expect(await postmasterPid(folder)).not.toBe(left);
  expect(await query(postgres.connection, 'SELECT n FROM kept')).toEqual([7]);
});

test('takes over when application and PostgreSQL were both killed, whatever now has their number', async () => {
  const folder = await newDatabase();
  const { child, said } = await startElsewhere(folder);
  await query(JSON.parse(said).connection, 'CREATE TABLE kept AS SELECT 7 AS n');
  const left = await postmasterPid(folder);
  await kill(child);
  process.kill(left, 'SIGKILL');
  // An unrelated process of the same account, with the number written in PostgreSQL's file.
  const { uid, gid } = await stat(join(folder, 'data'));
  const stranger = spawn('sleep', ['60'], { uid, gid });
  undo.push(() => kill(stranger));
  const file = join(folder, 'data', 'postmaster.pid');
  await writeFile(file, (await readFile(file, 'utf8')).replace(String(left), String(stranger.pid)));

  const postgres = await start(folder);
  expect(await query(postgres.connection, 'SELECT n FROM kept')).toEqual([7]);
  expect(stranger.signalCode).toBeNull();
});

test('makes the database anew when its creation was cut', async () => {
  const folder = await newFolder();
  const script = join(import.meta.dirname, 'start-child.ts');
  const child = spawn(process.execPath, [script, folder], { stdio: 'ignore' });
  undo.push(() => kill(child));
  await vi.waitUntil(
    async () => (await drafts(folder)).some((name) => existsSync(join(folder, name, 'base'))),
    {
      timeout: 15_000,
      interval: 5,
    },
  );
  await kill(child);
  expect(existsSync(join(folder, 'data'))).toBe(false);

  const postgres = await start(folder);
  expect(await query(postgres.connection, 'SELECT 1')).toEqual([1]);
  expect(await drafts(folder)).toEqual([]);
});

async function drafts(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).filter((name) => name.startsWith('draft-'));
}

test('finds a short private place for its socket when the path of the data is too long', async () => {
  const folder = join(await newFolder(), 'x'.repeat(100));
  await mkdir(join(folder, '..'));
  await exec('cp', ['-a', join(template, 'postgres'), folder]);
  const postgres = await start(folder);
  expect(postgres.connection.host.startsWith(folder)).toBe(false);
  expect((await stat(postgres.connection.host)).mode & 0o777).toBe(0o700);
  expect(await query(postgres.connection, 'SELECT 1')).toEqual([1]);
  await postgres.stop();
  expect(existsSync(postgres.connection.host)).toBe(false);
});

test('explains a start that fails, and frees the folder', async () => {
  const folder = await newDatabase();
  const control = join(folder, 'data', 'global', 'pg_control');
  await rename(control, `${control}.away`);
  const failed = startEmbeddedPostgres({ folder, disposable: true });
  await expect(failed).rejects.toThrow(EmbeddedPostgresError);
  await expect(failed).rejects.toThrow(/^PostgreSQL n'a pas pu démarrer : .*pg_control/);
  await rename(`${control}.away`, control);
  expect(await query((await start(folder)).connection, 'SELECT 1')).toEqual([1]);
});

test.runIf(isRoot)('as root, puts the database where its account can reach it, and says so', async () => {
  const folder = await newFolder();
  await chmod(join(folder, '..'), 0o700);
  const said: string[] = [];
  const log = (line: string) => void said.push(line);
  const postgres = await startEmbeddedPostgres({ folder, disposable: true, log });
  undo.push(() => postgres.stop());
  undo.unshift(() => rm(postgres.folder, { recursive: true, force: true }));
  expect(postgres.folder).toMatch(/^\/var\/lib\/cordee\/[0-9a-f]{16}$/);
  expect(said[0]).toContain(postgres.folder);
  expect(await query(postgres.connection, 'SELECT 1')).toEqual([1]);
  await postgres.stop();
  await chmod(join(folder, '..'), 0o755); // reachable now: the database stays where it is
  expect((await start(folder)).folder).toBe(postgres.folder);
});

test.runIf(isRoot)('as root, refuses the database of another account in one clear sentence', async () => {
  const folder = await newFolder();
  await mkdir(join(folder, 'data'), { recursive: true });
  await chown(join(folder, 'data'), 12345, 12345);
  const refused = startEmbeddedPostgres({ folder, disposable: true });
  await expect(refused).rejects.toThrow(EmbeddedPostgresError);
  await expect(refused).rejects.toThrow('appartient au compte n° 12345');
});
