import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { openSession } from '../../src/modules/identity/index.ts';
import { modules } from '../../src/modules.ts';
import { BackupError, RestoreError, restoreBackup, writeBackup } from '../../src/platform/backup/index.ts';
import { type Database, migrate, openDatabase } from '../../src/platform/database/index.ts';
import { type FileStore, keepFile, openFileStore, StoreFailure } from '../../src/platform/files/index.ts';
import { enqueue, prepareJobs } from '../../src/platform/jobs/index.ts';
import { queueMail } from '../../src/platform/mail/index.ts';
import { aGroup, aMembership, anAccount } from '../factories.ts';
import { createTestDatabase, type TestDatabase } from '../harness.ts';
import { openBucket } from '../s3.ts';
import { type Entry, readArchive, writeArchive } from './archives.ts';
import { contentsOf, fillEmptyTables, tablesOf } from './contents.ts';

// Processes start and stop in each test: slow on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const log = pino({ level: 'silent' });
const now = new Date('2026-11-23T09:00:00Z');
const nasty = 'tabulation\tretour\r\nbarre \\N \\. "guillemets" \'apostrophe\' é 🪢 \u2028 fin';

let folder: string;
let source: TestDatabase;
let files: FileStore;
let archive: string;

/** Where archives are restored: an empty database and an empty store. */
let target: { database: Database; connection: pg.PoolConfig; folder: string; files: FileStore };
const targetName = `restore_${randomUUID().replaceAll('-', '')}`;

async function administrator(sql: string): Promise<void> {
  const client = new pg.Client({ ...inject('postgres'), database: 'postgres' });
  await client.connect();
  await client.query(sql);
  await client.end();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordee-backup-'));
  source = await createTestDatabase();
  files = openFileStore({ folder: join(folder, 'source'), bucket: null });
  await fill();
  archive = join(folder, 'cordee.tar.gz');
  await writeBackup({ connection: source.connection, files }, archive);
});
afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await administrator(`create database ${targetName}`);
  const connection = { ...inject('postgres'), database: targetName };
  const place = await mkdtemp(join(folder, 'target-'));
  const store = openFileStore({ folder: place, bucket: null });
  target = { database: openDatabase(connection), connection, folder: place, files: store };
});
afterEach(async () => {
  await target.database.close();
  await administrator(`drop database ${targetName} with (force)`);
});

async function fill(): Promise<void> {
  const { db } = source;
  for (const { load } of modules) await load?.({ db, files, demo: true, now, say: () => {} });
  const account = await anAccount(db, { name: nasty, roles: ['administrator'] });
  const group = await aGroup(db);
  await aMembership(db, group.id, account.id, 'copilot');
  await openSession(db, { accountId: account.id, userAgent: nasty, now });
  await queueMail(db, { to: account.email, subject: 'Été', text: nasty, key: 'bonjour' });
  await enqueue(db, 'mail.sweep', { nasty }, { key: 'demain', runAt: new Date('2099-01-01T00:00:00Z') });
  for (const text of ['un fichier', nasty, 'x'.repeat(3_000_000)]) {
    const file = await files.receive(Readable.from([Buffer.from(text)]), { name: 'note.txt', maxBytes: 1e7 });
    await keepFile(db, file);
  }
  await keepFewAuthorities(source.pool);
  const empty = await fillEmptyTables(source.pool);
  const all = await tablesOf(source.pool);
  // What cannot be guessed stays empty; most is there.
  expect(empty.length).toBeLessThan(all.length / 4);
}

/** Enough to say that they come back, few enough for many restorations. */
async function keepFewAuthorities(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  await client.query('set session_replication_role = replica');
  await client.query(
    `delete from authorities where kind = 'commune' and id not like 'commune:740%'
      and id not in (select authority_id from accounts where authority_id is not null)
      and id not in (select authority_id from equipments)
      and id not in (select authority_id from maturity_assessments where authority_id is not null)`,
  );
  for (const column of ['epci_id', 'ept_id', 'seat_id'])
    await client.query(
      `update authorities set ${column} = null where ${column} not in (select id from authorities)`,
    );
  for (const table of ['authority_names', 'authority_postcodes', 'authority_old_codes', 'rollout_concerned'])
    await client.query(`delete from ${table} where authority_id not in (select id from authorities)`);
  await client.query('reset session_replication_role');
  client.release();
}

const restore = (path: string) =>
  restoreBackup(
    {
      connection: target.connection,
      files: target.files,
      prepareJobs: () => prepareJobs(target.database.pool, log),
    },
    path,
  );

async function storedFiles(store: FileStore): Promise<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {};
  for await (const { storageKey } of store.list())
    found[storageKey] = await buffer(await store.read(storageKey));
  return found;
}

async function expectNothingLeft(): Promise<void> {
  const { rows } = await target.database.pool.query(
    "select nspname || '.' || relname as name from pg_class join pg_namespace n on n.oid = relnamespace where nspname in ('public', 'graphile_worker')",
  );
  expect(rows).toEqual([]);
  expect(await storedFiles(target.files)).toEqual({});
}

test('what comes back is what was there: rows, files, waiting jobs', async () => {
  await restore(archive);
  expect(await contentsOf(target.database.pool)).toEqual(await contentsOf(source.pool));
  const asleep = await target.database.pool.query("select tgname from pg_trigger where tgenabled = 'D'");
  expect(asleep.rows).toEqual([]);
  const restored = await storedFiles(target.files);
  // Those of `fill`, and three of the demonstration.
  expect(Object.keys(restored)).toHaveLength(6);
  expect(restored).toEqual(await storedFiles(files));
});

test('numbers that the database gives go on after those restored', async () => {
  await restore(archive);
  const insert = async (pool: pg.Pool) => {
    const { rows } = await pool.query(
      "insert into territory_editions (edition, counts) values ('2099', '{}') returning id",
    );
    return Number(rows[0]?.id);
  };
  const before = await target.database.pool.query('select max(id)::int as id from territory_editions');
  expect(await insert(target.database.pool)).toBe(Number(before.rows[0]?.id) + 1);
});

test('an archive holds one instant, whatever changes meanwhile', async () => {
  const path = join(folder, 'instant.tar.gz');
  const before = await contentsOf(source.pool);
  let changed = false;
  await writeBackup({ connection: source.connection, files }, path, () => {
    if (changed) return;
    changed = true;
    void source.pool.query("insert into audit_events (verb, thing_type) values ('x', 'y')").catch(() => {});
    void source.pool.query("update organisations set name = name || ' (bis)'");
  });
  await source.pool.query("update organisations set name = replace(name, ' (bis)', '')");
  await restore(path);
  expect((await contentsOf(target.database.pool)).organisations).toEqual(before.organisations);
});

test('an archive of an older version comes back at this version', async () => {
  const name = `older_${randomUUID().replaceAll('-', '')}`;
  await administrator(`create database ${name}`);
  const connection = { ...inject('postgres'), database: name };
  const older = openDatabase(connection);
  try {
    const all = (await readdir('migrations')).sort();
    const client = await older.pool.connect();
    await migrate(client, { upTo: all.slice(0, 3) });
    client.release();
    await prepareJobs(older.pool, log);
    await older.pool.query(
      "insert into outbox (key, recipient, subject, body_text) values ('a', 'b@c.fr', 'd', $1)",
      [nasty],
    );
    const path = join(folder, 'older.tar.gz');
    await writeBackup({ connection, files }, path);
    await restore(path);
    const { rows } = await target.database.pool.query('select name from schema_migrations order by 1');
    expect(rows.map((row) => row.name)).toEqual(all);
    const mails = await target.database.pool.query('select body_text from outbox');
    expect(mails.rows).toEqual([{ body_text: nasty }]);
  } finally {
    await older.close();
    await administrator(`drop database ${name} with (force)`);
  }
});

test('a database that holds anything is refused, and left as it is', async () => {
  await target.database.pool.query("create table mine as select 'à moi' as text");
  await expect(restore(archive)).rejects.toThrow(/^La base n’est pas vide/);
  const { rows } = await target.database.pool.query('select text from mine');
  expect(rows).toEqual([{ text: 'à moi' }]);
});

describe('an archive that is not whole is refused in one line, and leaves nothing behind', () => {
  const copy = () => join(folder, `broken-${randomUUID()}.tar.gz`);
  let whole: Entry[];
  let bytes: Buffer;
  beforeAll(async () => {
    whole = await readArchive(archive);
    bytes = await readFile(archive);
  });

  const edited = (edit: (entries: Entry[]) => Entry[]) => async (path: string) =>
    writeArchive(path, edit(whole.map((entry) => ({ ...entry }))));
  const editManifest = (edit: (text: string) => string) =>
    edited((entries) =>
      entries.map((entry) =>
        entry.name === 'manifest.json' ? { ...entry, body: Buffer.from(edit(entry.body.toString())) } : entry,
      ),
    );
  const with_ = (name: string, body: string) =>
    edited((entries) => [...entries, { name, body: Buffer.from(body) }]);

  const cases: [string, (path: string) => Promise<void>, RegExp][] = [
    ['absent', async () => {}, /introuvable/],
    ['empty', (path) => writeFile(path, ''), /incomplète|abîmée/],
    ['not an archive', (path) => writeFile(path, 'bonjour'), /abîmée/],
    [
      'cut in the middle',
      async (path) => {
        await writeFile(path, bytes);
        await truncate(path, Math.floor(bytes.length / 2));
      },
      /incomplète/,
    ],
    [
      'cut near its end',
      async (path) => {
        await writeFile(path, bytes.subarray(0, -5));
      },
      /incomplète/,
    ],
    [
      'with a byte that turned',
      async (path) => {
        const turned = Buffer.from(bytes);
        turned.writeUInt8(
          turned.readUInt8(Math.floor(bytes.length * 0.6)) ^ 0x10,
          Math.floor(bytes.length * 0.6),
        );
        await writeFile(path, turned);
      },
      /abîmée|abîmées|abîmé|incomplète/,
    ],
    [
      'of something else',
      edited(() => [{ name: 'lisez-moi', body: Buffer.from('bonjour') }]),
      /pas une sauvegarde/,
    ],
    [
      'of an unknown format',
      editManifest((text) => text.replace('cordee-backup-1', 'cordee-backup-9')),
      /pas une sauvegarde/,
    ],
    ['with a broken manifest', editManifest((text) => text.slice(0, 50)), /pas une sauvegarde/],
    [
      'of a later version',
      editManifest((text) => text.replace('"0001_platform.sql"', '"0001_platform.sql", "9999_demain.sql"')),
      /version plus récente de Cordée \(migration 9999_demain\.sql\)/,
    ],
    [
      'speaking of tables that are not ours',
      editManifest((text) => text.replace('"name": "outbox"', '"name": "pg_authid"')),
      /tables de cette archive/,
    ],
    [
      'without a table',
      edited((entries) => entries.filter(({ name }) => name !== 'tables/outbox.copy')),
      /incomplète : outbox/,
    ],
    [
      'with a table that misses rows',
      edited((entries) =>
        entries.map((entry) =>
          entry.name === 'tables/organisations.copy'
            ? { ...entry, body: entry.body.subarray(entry.body.indexOf('\n') + 1) }
            : entry,
        ),
      ),
      /incomplète : organisations|Les lignes de cette archive sont abîmées/,
    ],
    [
      'with rows that are none',
      edited((entries) =>
        entries.map((entry) =>
          entry.name === 'tables/outbox.copy' ? { ...entry, body: Buffer.from('a\tb\n') } : entry,
        ),
      ),
      /Les lignes de cette archive sont abîmées/,
    ],
    [
      'without a file',
      edited((entries) =>
        entries.filter(({ name }, at) => !name.startsWith('files/') || at < entries.length - 1),
      ),
      /manque le fichier/,
    ],
    [
      'with a file that is another',
      edited((entries) =>
        entries.map((entry) =>
          entry.name.startsWith('files/') ? { ...entry, body: Buffer.from('autre') } : entry,
        ),
      ),
      /Le fichier files\/.* est abîmé/,
    ],
    [
      'with a table twice',
      edited((entries) => [...entries, ...entries.filter(({ name }) => name === 'tables/outbox.copy')]),
      /deux fois/,
    ],
    ['with a file that climbs out', with_('files/../../evade', 'evade'), /inattendu/],
    ['with an absolute path', with_('/tmp/evade', 'evade'), /inattendu/],
    ['with a table that climbs out', with_('tables/../../evade.copy', 'evade'), /inattendu/],
  ];
  test.for(cases)('%s', async ([, make, line]) => {
    const path = copy();
    await make(path);
    const refused = restore(path);
    await expect(refused).rejects.toThrow(RestoreError);
    await expect(refused).rejects.toThrow(line);
    await expect(refused).rejects.not.toThrow(/\n/);
    await expectNothingLeft();
    for (const place of ['/tmp', folder, target.folder, join(target.folder, '..')])
      expect(existsSync(join(place, 'evade'))).toBe(false);
    await rm(path, { force: true });
  });

  test('after a refusal, the right archive goes in', async () => {
    const path = copy();
    await writeFile(path, bytes.subarray(0, -5));
    await expect(restore(path)).rejects.toThrow(RestoreError);
    await restore(archive);
    expect(await contentsOf(target.database.pool)).toEqual(await contentsOf(source.pool));
  });
});

describe('a backup that cannot be made says so, and leaves nothing behind', () => {
  const attempt = (path: string, store = files, connection = source.connection, signal?: AbortSignal) =>
    writeBackup({ connection, files: store }, path, () => {}, signal);

  test('a folder that does not exist', async () => {
    const failed = attempt(join(folder, 'absent', 'cordee.tar.gz'));
    await expect(failed).rejects.toThrow(BackupError);
    await expect(failed).rejects.toThrow(/ce dossier n’existe pas\.$/);
  });

  test('a file that its store lost', async () => {
    const path = join(folder, 'lost.tar.gz');
    await expect(attempt(path, target.files)).rejects.toThrow(/^Le fichier [\da-f]{2}\/[\da-f]{64} manque/);
    expect((await readdir(folder)).filter((name) => name.startsWith('lost'))).toEqual([]);
  });

  test.each([{ status: 403, code: 'AccessDenied' }, 'half-silent'] as const)(
    'a store that refuses, or falls silent: %j',
    async (behaviour) => {
      const bucket = await openBucket();
      for await (const { storageKey } of files.list())
        bucket.objects.set(storageKey, await buffer(await files.read(storageKey)));
      const patience = { connection: 100, silence: 100 };
      const store = openFileStore({ folder, bucket: bucket.address, patience });
      bucket.behave(behaviour);
      await expect(attempt(join(folder, 'away.tar.gz'), store)).rejects.toThrow(StoreFailure);
      expect((await readdir(folder)).filter((name) => name.startsWith('away'))).toEqual([]);
      await bucket.close();
    },
  );

  test('an empty database', async () => {
    await expect(attempt(join(folder, 'nothing.tar.gz'), files, target.connection)).rejects.toThrow(
      'Il n’y a rien à sauvegarder : cette base est vide.',
    );
  });

  test('given up half-way; an earlier archive of that name stays', async () => {
    const path = join(folder, 'kept.tar.gz');
    await writeFile(path, 'avant');
    const giveUp = new AbortController();
    const failed = writeBackup(
      { connection: source.connection, files },
      path,
      () => giveUp.abort(),
      giveUp.signal,
    );
    await expect(failed).rejects.toThrow();
    expect(await readFile(path, 'utf8')).toBe('avant');
    expect((await readdir(folder)).filter((name) => name.startsWith('kept'))).toEqual(['kept.tar.gz']);
  });
});
