import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { runningConnection } from '../../src/platform/postgres/index.ts';
import { eventually, launch, type Product, startProduct, stopAll } from './product.ts';
import { signUp, signUpUntil } from './writes.ts';

// Processes start and stop in each test: slow on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** A folder where everybody may walk: PostgreSQL may have to run as somebody else. */
let parent: string;
/** What a first start made. Every test starts on it, whatever the one before did to its product: that is the promise. */
let data: string;
let first: { said: string; front: number; milliseconds: number };

beforeAll(async () => {
  parent = await mkdtemp('/tmp/cordee-ops-');
  await promisify(execFile)('chmod', ['755', parent]);
  data = join(parent, 'data');
  const before = performance.now();
  const product = await startProduct({ CORDEE_DATA: data });
  const milliseconds = performance.now() - before;
  await product.waitFor(/\/courriels/);
  first = { said: product.said(), front: (await fetch(product.url)).status, milliseconds };
  expect(await product.stop()).toBe(0);
}, 180_000);
afterAll(() => rm(parent, { recursive: true, force: true }));
afterEach(stopAll);

async function rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(await runningConnection(join(data, 'postgres')));
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

async function postmaster(): Promise<number> {
  return Number.parseInt(await readFile(join(data, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A request whose headers the server has, and whose body it waits for. */
async function requestInFlight(product: Product): Promise<{ socket: Socket; finish: () => Promise<string> }> {
  const body = 'adresse=lea%40annecy.example';
  const { hostname, port } = new URL(product.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(
    `POST /connexion HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
      `Content-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  const [told] = await once(socket, 'data');
  expect(String(told)).toContain('100 Continue');
  return {
    socket,
    finish: async () => {
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      socket.write(body);
      await once(socket, 'close');
      return answer;
    },
  };
}

test('the first start shows how far it is, then where to go', () => {
  expect(first.said).toMatch(/Création de la base de données…\n/);
  expect(first.said).toMatch(/\d+ sur 36\d{3}\n/);
  expect(first.said).toMatch(/Cordée est prête : http:\/\/127\.0\.0\.1:\d+\n/);
  expect(first.said).toMatch(
    /premier administrateur .* http:\/\/127\.0\.0\.1:\d+\/premier-administrateur\/[\w-]{20,}/,
  );
  expect(first.said).toMatch(/\/demonstration\n/);
  expect(first.said).toMatch(/\/courriels\n/);
  expect(first.front).toBe(200);
});

test('a later start creates and loads nothing', async () => {
  const product = await startProduct({ CORDEE_DATA: data });
  expect(product.said()).not.toMatch(/Création|préparée|Collectivités/);
  expect((await fetch(`${product.url}/groupes`)).status).toBe(200);
  expect(await (await fetch(`${product.url}/sante/vivant`)).json()).toEqual({ etat: 'vivant' });
  expect(await (await fetch(`${product.url}/sante/pret`)).json()).toEqual({ etat: 'pret' });
});

test('a second start on the same data says who holds it, and disturbs nobody', async () => {
  const holder = await startProduct({ CORDEE_DATA: data });
  const second = launch({ CORDEE_DATA: data });
  expect(await second.ended).toBe(1);
  expect(second.said().trim().split('\n')).toHaveLength(1);
  expect(second.said()).toContain(`processus ${holder.pid}`);
  expect((await fetch(`${holder.url}/groupes`)).status).toBe(200);
});

describe('stopping', () => {
  test.for(['SIGINT', 'SIGHUP'] as const)(
    '%s: what waits for nothing is closed, requests in flight finish, PostgreSQL ends',
    async (signal) => {
      const product = await startProduct({ CORDEE_DATA: data });
      const { hostname, port } = new URL(product.url);
      const silent = connect(Number(port), hostname);
      const idle = connect(Number(port), hostname);
      await Promise.all([once(silent, 'connect'), once(idle, 'connect')]);
      idle.write(`GET /sante/vivant HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
      await once(idle, 'data');
      const request = await requestInFlight(product);
      const server = await postmaster();

      const closed = [once(silent, 'close'), once(idle, 'close')];
      product.signal(signal);
      await Promise.all(closed);
      const answer = await request.finish();
      expect(answer).toMatch(/^HTTP\/1\.1 303 /);
      expect(answer).toMatch(/connection: close/i);
      const before = performance.now();
      expect(await product.ended).toBe(0);
      expect(performance.now() - before).toBeLessThan(5_000);
      expect(isAlive(server)).toBe(false);
      expect(product.logs()).not.toMatch(/"level":[456]0/);
    },
  );

  test('a second Ctrl-C does not wait, and PostgreSQL still ends', async () => {
    const product = await startProduct({ CORDEE_DATA: data });
    await requestInFlight(product);
    const server = await postmaster();
    const before = performance.now();
    const pressing = setInterval(() => product.signal('SIGINT'), 100);
    expect(await product.ended).toBe(1);
    clearInterval(pressing);
    // Two signals of one key press are not two key presses.
    expect(performance.now() - before).toBeGreaterThan(1_000);
    await eventually(async () => expect(isAlive(server)).toBe(false));
  });

  test('a start that is interrupted leaves nothing running', async () => {
    const product = launch({ CORDEE_DATA: data });
    const server = await eventually(postmaster);
    product.signal('SIGINT');
    expect(await product.ended).toBe(0);
    await eventually(async () => expect(isAlive(server)).toBe(false));
    expect((await startProduct({ CORDEE_DATA: data })).url).not.toBe('');
  });

  test.for([
    { name: 'Ctrl-C, which goes to the whole group', signal: 'SIGINT', group: true },
    { name: 'SIGTERM, which goes to npm alone', signal: 'SIGTERM', group: false },
  ] as const)('under npm, $name', async ({ signal, group }) => {
    const product = launch({ CORDEE_DATA: data }, ['npm', 'start', '--ignore-scripts']);
    await product.waitFor(/est prête/);
    const server = await postmaster();
    const request = await requestInFlight(product);
    process.kill(group ? -product.pid : product.pid, signal);
    await product.waitFor(/Arrêt : /);
    expect(await request.finish()).toMatch(/^HTTP\/1\.1 303 /);
    await product.ended;
    await eventually(async () => expect(isAlive(server)).toBe(false));
    expect(product.said()).not.toContain('Arrêt immédiat');
    expect((await startProduct({ CORDEE_DATA: data })).url).not.toBe('');
  });
});

describe('after a brutal end', () => {
  test('every write that was acknowledged is there, and what it asked for is done', async () => {
    // Behind a relay, so that the limits on a network do not stop the test.
    const environment = { CORDEE_DATA: data, TRUST_PROXY: '1' };
    const acknowledged: string[] = [];
    for (const target of [5, 11, 17]) {
      const product = await startProduct(environment);
      const writers = ['a', 'b', 'c', 'd'].map((writer) =>
        signUpUntil(product, `kill-${target}-${writer}`, (address) => {
          acknowledged.push(address);
          return acknowledged.length >= target;
        }),
      );
      await Promise.race(writers);
      product.signal('SIGKILL');
      await Promise.all([product.ended, ...writers]);
    }
    await startProduct(environment);
    await eventually(async () => {
      const accounts = await rows('select email from accounts where email = any($1)', [acknowledged]);
      expect(accounts.map(({ email }) => email).sort()).toEqual(acknowledged.toSorted());
    });
    expect(acknowledged.length).toBeGreaterThanOrEqual(17);
  });

  test('when PostgreSQL is killed, pages, jobs and the freshness of kept pages come back', async () => {
    const product = await startProduct({ CORDEE_DATA: data, TRUST_PROXY: '1' });
    const killed = await postmaster();
    process.kill(killed, 'SIGKILL');
    await product.waitFor(/PostgreSQL s'est arrêté/);
    await eventually(async () => expect((await fetch(`${product.url}/groupes`)).status).toBe(200));
    expect(await postmaster()).not.toBe(killed);

    await eventually(async () => expect(await signUp(product, 'apres@annecy.example')).toBe(303));
    await eventually(async () => {
      expect(await rows("select from accounts where email = 'apres@annecy.example'")).toHaveLength(1);
    });
    for (const title of ['Un titre', 'Un autre titre']) {
      const page = await rows('update groups set title = $1 where number = 1 returning slug', [title]);
      const address = `${product.url}/groupes/${page[0]?.slug}`;
      await eventually(async () => expect(await (await fetch(address)).text()).toContain(title), 5_000);
    }
  });
});

test('the logs name each request, and hold no address, code, link nor cookie', async () => {
  const product = await startProduct({ CORDEE_DATA: data });
  await product.waitFor(/\/courriels/);
  const email = 'secretaire@mairie.example';
  const form = (fields: Record<string, string>) => ({
    method: 'POST',
    redirect: 'manual' as const,
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(fields),
  });
  expect(await signUp(product, email)).toBe(303);
  const mail = await eventually(async () => {
    const [sent] = await rows('select body_text from outbox where recipient = $1', [email]);
    return String(sent?.body_text ?? expect.fail('no mail yet'));
  });
  const link = /https?:\S+\/connexion\/lien\/([\w-]+)/.exec(mail);
  await fetch(link?.[0] ?? '');
  const signedIn = await fetch(link?.[0] ?? '', form({}));
  expect(signedIn.status).toBe(303);
  const cookie = /session=([\w-]+)/.exec(signedIn.headers.get('set-cookie') ?? '')?.[1] ?? '';
  await fetch(`${product.url}/compte`, { headers: { cookie: `session=${cookie}` } });
  const administrator = /premier-administrateur\/([\w-]+)/.exec(product.said())?.[1] ?? '';
  await fetch(`${product.url}/premier-administrateur/${administrator}`);
  await fetch(`${product.url}/connexion?adresse=${encodeURIComponent(email)}`);
  await product.stop();

  const lines = product
    .logs()
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  const requests = lines.filter((line) => typeof line === 'object' && line !== null && 'url' in line);
  expect(requests.length).toBeGreaterThanOrEqual(6);
  for (const line of requests) expect(line).toMatchObject({ reqId: expect.stringMatching(/^[\da-f-]{36}$/) });
  for (const secret of [email, link?.[1], cookie, administrator, /(?<!\d)\d{6}(?!\d)/.exec(mail)?.[0]]) {
    expect(secret).toBeTruthy();
    expect(product.logs()).not.toContain(secret);
  }
});
