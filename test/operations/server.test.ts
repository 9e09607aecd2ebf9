import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../harness.ts';
import { type Bucket, openBucket } from '../s3.ts';
import { eventually, launch, type Product, startProduct, stopAll } from './product.ts';
import { openRelay } from './relay.ts';
import { signUp, signUpUntil } from './writes.ts';

// Processes start and stop in each test: slow on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let database: TestDatabase;
const server = inject('postgres');

function urlOf(name: unknown, options: { host?: string; user?: string } = {}): string {
  const { host = server.host, user = server.user } = options;
  return `postgres://${user}@localhost:${server.port}/${name}?host=${encodeURIComponent(host)}`;
}

function settings(name: unknown, options?: { host?: string; user?: string }) {
  return { DATABASE_URL: urlOf(name, options), CORDEE_DATA: folder, TRUST_PROXY: '1' };
}

async function administrator<T>(work: (client: pg.Client) => Promise<T>, name = 'postgres'): Promise<T> {
  const client = new pg.Client({ ...server, database: name });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordee-ops-'));
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(stopAll);

const state = async (product: Product) => {
  const alive = await fetch(`${product.url}/sante/vivant`);
  const ready = await fetch(`${product.url}/sante/pret`);
  return [alive.status, ready.status];
};

describe('several processes on one database', () => {
  const name = `ops_${randomUUID().replaceAll('-', '')}`;
  beforeAll(() => administrator((client) => client.query(`create database ${name}`)));
  afterAll(() => administrator((client) => client.query(`drop database ${name} with (force)`)));

  test('started at once on an empty database, one prepares it and all serve; each sees the changes of the others', async () => {
    const products = [launch(settings(name)), launch(settings(name))] as const;
    await Promise.all(products.map((product) => product.waitFor(/est prête/)));
    const prepared = products.filter((product) => product.said().includes('préparée'));
    expect(prepared).toHaveLength(1);
    const waited = products.find((product) => !prepared.includes(product));
    expect(waited?.said()).toContain('Un autre processus prépare la base de données');

    const [one, other] = products;
    const addressOn = (product: Product) => `${product.url}/groupes`;
    const text = async (product: Product) => (await fetch(addressOn(product))).text();
    await eventually(async () => expect((await fetch(addressOn(other))).headers.get('etag')).toBeTruthy());
    for (const title of ['Un premier titre', 'Un second titre']) {
      await text(one);
      await text(other);
      await administrator(
        (client) => client.query('update groups set title = $1 where number = 1', [title]),
        name,
      );
      // Far sooner than the minute that a page is kept.
      await eventually(async () => {
        expect(await text(one)).toContain(title);
        expect(await text(other)).toContain(title);
      }, 3_000);
    }
    expect(await Promise.all(products.map((product) => product.stop()))).toEqual([0, 0]);
  }, 120_000);
});

test('while the database is away pages say so, and everything comes back by itself', async () => {
  const relay = await openRelay(server);
  try {
    const options = settings(database.connection.database, { host: relay.host });
    const product = await startProduct(options);
    expect(await state(product)).toEqual([200, 200]);
    await fetch(`${product.url}/groupes`);

    await relay.cut();
    await eventually(async () => expect(await state(product)).toEqual([200, 503]));
    for (const path of ['/groupes', '/collectivites/communes/74010']) {
      const page = await fetch(`${product.url}${path}`);
      expect(page.status).toBe(503);
      expect(page.headers.get('retry-after')).toBe('5');
      expect(page.headers.get('cache-control')).toBe('no-store');
      const incident = /[0-9A-F]{8}/.exec(await page.text())?.[0] ?? 'none';
      await product.waitFor(new RegExp(`"incident":"${incident}"`));
    }
    const data = await fetch(`${product.url}/groupes.json`);
    expect([data.status, data.headers.get('content-type')]).toEqual([
      503,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await data.json()).toMatchObject({
      status: 503,
      incident: expect.stringMatching(/^[0-9A-F]{8}$/),
    });
    expect(await signUp(product, 'pendant@logiciels.example')).toBe(503);

    await relay.mend();
    await eventually(async () => expect(await state(product)).toEqual([200, 200]));
    expect((await fetch(`${product.url}/groupes`)).status).toBe(200);
    expect(await signUp(product, 'apres@logiciels.example')).toBe(303);
    await eventually(async () => {
      const { rows } = await database.pool.query(
        "select email from accounts where email like '%@logiciels.example'",
      );
      expect(rows).toEqual([{ email: 'apres@logiciels.example' }]);
    });
    // Pages are kept again, so the changes of others are heard again.
    await eventually(async () => expect((await fetch(`${product.url}/groupes`)).status).toBe(200));
    await database.pool.query("update groups set title = 'Un titre nouveau' where number = 1");
    await eventually(async () => {
      expect(await (await fetch(`${product.url}/groupes`)).text()).toContain('Un titre nouveau');
    }, 3_000);
    expect(await product.stop()).toBe(0);
  } finally {
    await stopAll();
    await relay.close();
  }
});

test('cut in the middle of writes and jobs, it keeps what it acknowledged, and does what that asked for', async () => {
  const relay = await openRelay(server);
  try {
    const product = await startProduct(settings(database.connection.database, { host: relay.host }));
    const acknowledged: string[] = [];
    for (const target of [3, 8, 13]) {
      const writers = ['a', 'b', 'c', 'd'].map((writer) =>
        signUpUntil(product, `cut-${target}-${writer}`, (address) => {
          acknowledged.push(address);
          return acknowledged.length >= target;
        }),
      );
      await Promise.race(writers);
      await relay.cut();
      await Promise.all(writers);
      await relay.mend();
    }
    await eventually(async () => {
      const { rows } = await database.pool.query<{ email: string }>(
        'select email from accounts where email = any($1)',
        [acknowledged],
      );
      expect(rows.map(({ email }) => email).sort()).toEqual(acknowledged.toSorted());
    });
    expect(await product.stop()).toBe(0);
  } finally {
    await stopAll();
    await relay.close();
  }
});

test('the product stops in time while its database is away', async () => {
  const relay = await openRelay(server);
  try {
    const product = await startProduct(settings(database.connection.database, { host: relay.host }));
    await relay.cut();
    await eventually(async () => expect(await state(product)).toEqual([200, 503]));
    const before = performance.now();
    await product.stop();
    expect(performance.now() - before).toBeLessThan(8_000);
  } finally {
    await stopAll();
    await relay.close();
  }
});

test('the product stops in time while its bucket does not answer', async () => {
  const bucket = await openBucket();
  try {
    const options = settings(database.connection.database);
    const product = await startProduct({ ...options, S3_URL: bucket.url });
    bucket.behave('silent');
    const asked = bucket.asked();
    await database.pool.query("select graphile_worker.add_job('files.sweep', '{}'::json)");
    await asked;
    const before = performance.now();
    expect(await product.stop()).toBe(0);
    expect(performance.now() - before).toBeLessThan(10_000);
  } finally {
    await stopAll();
    await bucket.close();
  }
});

describe('what the operator has to mend is said in one line', () => {
  let bucket: Bucket;
  let taken: { port: number; close: () => void };
  beforeAll(async () => {
    const busy = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => busy.once('listening', resolve));
    const address = busy.address();
    taken = { port: typeof address === 'object' && address ? address.port : 0, close: () => busy.close() };
    bucket = await openBucket();
    await symlink(join(folder, 'absent'), join(folder, 'lien'));
    await administrator(async (client) => {
      await client.query('create role ops_weak login');
      await client.query('create database ops_bare');
    });
  });
  afterAll(async () => {
    taken.close();
    await bucket.close();
    await administrator(async (client) => {
      await client.query('drop database if exists ops_bare with (force)');
      await client.query('drop role if exists ops_weak');
    });
  });

  const cases: [name: string, environment: () => Record<string, string>, line: RegExp][] = [
    ['a port in use', () => ({ PORT: String(taken.port) }), /^Le port \d+ est déjà utilisé/],
    [
      'an address of another machine',
      () => ({ HOST: '192.0.2.1' }),
      /^L’adresse 192\.0\.2\.1 n’est pas celle/,
    ],
    ['an unknown host', () => ({ HOST: 'inconnu.invalid' }), /^L’adresse inconnu\.invalid est inconnue/],
    [
      'mail without a sender',
      () => ({ SMTP_URL: 'smtp://u:secret-oublie@localhost' }),
      /^Réglage MAIL_FROM manquant/,
    ],
    [
      'an unknown server',
      () => ({ DATABASE_URL: 'postgres://u:secret-oublie@inconnu.invalid/cordee' }),
      /^La base de données de DATABASE_URL n’est pas joignable : ce nom de serveur est inconnu/,
    ],
    [
      'a server that does not answer',
      () => ({ DATABASE_URL: 'postgres://u:secret-oublie@127.0.0.1:1/cordee' }),
      /^La base de données de DATABASE_URL n’est pas joignable : rien ne répond/,
    ],
    [
      'a database that does not exist',
      () => ({ DATABASE_URL: urlOf('ops_absente') }),
      /cette base n’existe pas\.$/,
    ],
    [
      'a user without rights on extensions',
      () => ({ DATABASE_URL: urlOf('ops_bare', { user: 'ops_weak' }) }),
      /^L’utilisateur ops_weak ne peut pas créer les extensions pg_trgm et unaccent : .*« CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent; »\.$/,
    ],
    [
      'data that cannot be written',
      () => ({ CORDEE_DATA: 'package.json/var', DATABASE_URL: '' }),
      /^Le dossier package\.json\/var ne peut pas servir : \S+\/package\.json n’est pas un dossier/,
    ],
    [
      'data behind a link that leads nowhere',
      () => ({ CORDEE_DATA: join(folder, 'lien/donnees') }),
      /\/lien est un lien vers un dossier qui n’existe pas \(réglage CORDEE_DATA\)\.$/,
    ],
    [
      'data where no folder can be made',
      () => ({ CORDEE_DATA: '/proc/x', DATABASE_URL: '' }),
      /^Le dossier \/proc\/x ne peut pas servir : le compte qui lance Cordée ne peut pas écrire dans \/(?:proc)?/,
    ],
    ['a network too long', () => ({ TRUST_PROXY: '10.0.0.0/99' }), /^Réglage TRUST_PROXY incorrect : /],
    [
      'a server that does not encrypt',
      () => ({ DATABASE_URL: `${urlOf('ops_absente')}&sslmode=require` }),
      /n’est pas joignable : le serveur n’accepte pas les connexions chiffrées\.$/,
    ],
    [
      'a certificate that is not there',
      () => ({ DATABASE_URL: `${urlOf('ops_absente')}&sslmode=verify-full&sslrootcert=/absent.pem` }),
      /n’est pas joignable : le certificat \/absent\.pem ne peut pas être lu\.$/,
    ],
    // Said before the database, which is not there either, is touched.
    [
      'a bucket that refuses',
      () => ({ S3_URL: bucket.url.replace('clef:secret', 'autre:secret-oublie') }),
      /^Le stockage de S3_URL n’est pas utilisable : accès refusé/,
    ],
    [
      'a bucket that does not exist',
      () => ({ S3_URL: bucket.url.replace('/seau', '/autre') }),
      /^Le stockage de S3_URL n’est pas utilisable : ce seau n’existe pas\.$/,
    ],
    [
      'a bucket behind no TLS',
      () => ({ S3_URL: bucket.url.replace('s3+http:', 's3:') }),
      /^Le stockage de S3_URL n’est pas utilisable : le serveur ne parle pas TLS/,
    ],
    [
      'a bucket whose server does not answer',
      () => ({ S3_URL: 's3+http://u:secret-oublie@127.0.0.1:1/seau' }),
      /^Le stockage de S3_URL n’est pas utilisable : rien ne répond/,
    ],
    [
      'a bucket whose key can only read',
      () => {
        bucket.behave({ denies: 'PUT' });
        return { S3_URL: bucket.url };
      },
      /^Le stockage de S3_URL n’est pas utilisable : cette clé n’a pas le droit d’y écrire\.$/,
    ],
    [
      'an address without a bucket',
      () => ({ S3_URL: 's3://u:secret-oublie@serveur' }),
      /^Réglage S3_URL incorrect : /,
    ],
  ];
  test.for(cases)('%s', async ([, environment, line]) => {
    const product = launch({ CORDEE_DATA: folder, DATABASE_URL: urlOf('ops_absente'), ...environment() });
    expect(await product.ended).toBe(1);
    expect(product.said().trim()).toMatch(line);
    expect(product.said().trim().split('\n')).toHaveLength(1);
    expect(product.said() + product.logs()).not.toContain('secret-oublie');
    bucket.behave('well');
  });

  test.each(['backup', 'restore'])('a bucket that refuses a %s', async (command) => {
    const product = launch(
      {
        ...settings(database.connection.database),
        S3_URL: bucket.url.replace('clef:secret', 'autre:secret-oublie'),
      },
      [process.execPath, `dist/commands/${command}.js`, join(folder, 'archive.tar.gz')],
    );
    expect(await product.ended).toBe(1);
    expect(product.said().trim()).toMatch(
      /^Le stockage de S3_URL n’est pas utilisable : accès refusé, [^\n]+\.$/,
    );
  });

  test('a user who may not create tables', async () => {
    await administrator(async (client) => {
      await client.query('create extension if not exists pg_trgm; create extension if not exists unaccent');
    }, 'ops_bare');
    const product = launch({ CORDEE_DATA: folder, DATABASE_URL: urlOf('ops_bare', { user: 'ops_weak' }) });
    expect(await product.ended).toBe(1);
    expect(product.said().trim()).toMatch(/« GRANT CREATE ON DATABASE ops_bare TO ops_weak; .*»\.$/);
  });

  test('a database of a later version', async () => {
    const later = await createTestDatabase();
    try {
      await later.pool.query("insert into schema_migrations (name, sha256) values ('9999_demain.sql', '')");
      const product = launch(settings(later.connection.database));
      expect(await product.ended).toBe(1);
      expect(product.said().trim()).toBe(
        'La base vient d’une version plus récente de Cordée (migration 9999_demain.sql).',
      );
    } finally {
      await later.close();
    }
  });
});
