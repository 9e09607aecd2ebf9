import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../../test/agenda.ts';
import { startWithCatalogues } from '../../../../test/catalogue.ts';
import { aMembership, anAccount } from '../../../../test/factories.ts';
import type { TestApp } from '../../../../test/harness.ts';
import { type CheckOptions, checkLinks } from './check-links.ts';
import { internet, type Network } from './network.ts';
import { tellDeadLinks } from './tell-keepers.ts';

let t: TestApp;
let server: Server;
let port = 0;
/** What each path answers; 200 when nothing is said. */
let statuses: Record<string, number>;
let isOnline: boolean;
const asked: string[] = [];

const network: Network = {
  resolve: async () => {
    if (!isOnline) throw Object.assign(new Error('no network'), { code: 'EAI_AGAIN' });
    return ['93.184.215.14'];
  },
  connect: () => connect(port, '127.0.0.1'),
};
const check = (options: CheckOptions = {}) =>
  checkLinks(t.deps, { network, pace: { pause: async () => {} }, ...options });

beforeAll(async () => {
  t = await startWithCatalogues({ checksLinks: true });
  await t.db.deleteFrom('resources').where('catalogue', '<>', 'donnees').execute();
  server = createServer((request, response) => {
    const { host } = request.headers;
    if (request.url !== '/robots.txt') asked.push(`${host}${request.url}`);
    response
      .writeHead(request.url === '/robots.txt' ? 404 : (statuses[`${host}${request.url}`] ?? 200))
      .end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
  // A plain server cannot speak TLS.
  await t.db
    .updateTable('resources')
    .set((eb) => ({ url: eb.fn<string>('replace', ['url', eb.val('https://'), eb.val('http://')]) }))
    .execute();
});
afterAll(async () => {
  server.close();
  await t.close();
});
beforeEach(async () => {
  statuses = {};
  isOnline = true;
  asked.length = 0;
  await t.db.deleteFrom('resource_links').execute();
  await t.db.deleteFrom('outbox').execute();
  t.deps.pageCache.clear();
});

const links = () => t.db.selectFrom('resource_links').selectAll().orderBy('url').execute();
const published = () =>
  t.db
    .selectFrom('resources')
    .select(['slug', 'url'])
    .where('published', '=', true)
    .orderBy('slug')
    .execute();
const aside = async (slug: string) => wordsIn(await t.get(`/catalogues/donnees/${slug}`));

/** The resource whose address alone is broken. */
async function broken(): Promise<{ slug: string; url: string; path: string }> {
  const all = await published();
  const one = all.find(
    ({ url }) => all.filter((other) => other.url === url).length === 1 && !url.includes('#'),
  );
  if (!one) throw new Error('no address of its own');
  const { host, pathname, search } = new URL(one.url);
  return { ...one, path: `${host}${pathname}${search}` };
}

/** A check on each of so many days. */
async function days(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    t.clock.advance({ days: 1 });
    await check();
  }
  t.deps.pageCache.clear();
}

test('every link is tried, then again only when its turn comes', async () => {
  const urls = new Set((await published()).map(({ url }) => url));
  expect(await check()).toEqual({ checked: urls.size, offline: false });
  expect((await links()).map(({ state }) => state)).not.toContain('unchecked');
  expect(await check()).toEqual({ checked: 0, offline: false });
  const [one] = await published();
  expect(await aside(one?.slug ?? '')).toContain('<dt>Lien</dt><dd>Vérifié le 23 novembre 2026</dd>');
  t.clock.advance({ days: 7 });
  expect((await check()).checked).toBe(urls.size);
});

test('without a network nothing is said, and all is tried again at the next run', async () => {
  isOnline = false;
  expect(await check()).toEqual({ checked: 0, offline: true });
  expect((await links()).every(({ state, failures }) => state === 'unchecked' && failures === 0)).toBe(true);
  const [one] = await published();
  expect(await aside(one?.slug ?? '')).toContain('<dt>Lien</dt><dd>Non vérifié</dd>');
  isOnline = true;
  await check();
  isOnline = false;
  await days(8);
  // What was true stays said, with its day.
  const now = await links();
  expect(now.every(({ state, failures }) => state === 'ok' && failures === 0)).toBe(true);
});

test('a lone link that is dead is told apart from a network that is', async () => {
  await check();
  const { url, path } = await broken();
  statuses[path] = 200;
  const silent: Network = {
    resolve: async (host) => {
      if (host === new URL(url).hostname) throw Object.assign(new Error(host), { code: 'ENOTFOUND' });
      return ['93.184.215.14'];
    },
    connect: network.connect,
  };
  await t.db.updateTable('resource_links').set({ next_at: t.clock.now() }).where('url', '=', url).execute();
  expect(await check({ network: silent })).toEqual({ checked: 1, offline: false });
  expect((await links()).find((link) => link.url === url)).toMatchObject({
    failures: 1,
    reason: 'dns',
    state: 'ok',
  });
});

test('a link is dead after three days, told so, flagged, and its resource stays', async () => {
  const { slug, url, path } = await broken();
  await check();
  statuses[path] = 404;
  t.clock.advance({ days: 6 });
  await days(2);
  expect(await aside(slug)).not.toContain('ne répondait pas');
  await days(1);
  const before = await published();
  expect((await links()).find((link) => link.url === url)).toMatchObject({ state: 'dead', status: 404 });
  expect(await aside(slug)).toMatch(/Ce lien ne répondait pas le 1?\d\S* /);
  expect(before.map((one) => one.slug)).toContain(slug);
  const changes = await t.db
    .selectFrom('resource_link_changes')
    .select(['from_state', 'to_state'])
    .where('url', '=', url)
    .orderBy('at')
    .execute();
  expect(changes).toEqual([
    { from_state: 'unchecked', to_state: 'ok' },
    { from_state: 'ok', to_state: 'dead' },
  ]);
  statuses = {};
  await days(7);
  expect((await links()).find((link) => link.url === url)).toMatchObject({ state: 'ok', failures: 0 });
});

test('a run that is stopped leaves the rest to the next; two runs at once try each link once', async () => {
  const stopping = new AbortController();
  const stopped = check({
    signal: stopping.signal,
    pace: {
      pause: async () => {
        if (asked.length > 5) stopping.abort();
      },
    },
  });
  const { checked } = await stopped;
  const total = (await links()).length;
  expect(checked).toBeLessThan(total);
  await Promise.all([check(), check()]);
  expect((await links()).every(({ state }) => state === 'ok')).toBe(true);
  expect(asked.length).toBeLessThan(total + 12);
});

test('a worker that was killed holds its links for an hour, no more', async () => {
  await check();
  const later = new Date(t.clock.now().getTime() + 3_600_000);
  await t.db.updateTable('resource_links').set({ state: 'unchecked', next_at: later }).execute();
  expect((await check()).checked).toBe(0);
  t.clock.advance({ hours: 1 });
  expect((await check()).checked).toBe((await links()).length);
});

test('addresses that no resource has any more are forgotten', async () => {
  await check();
  const [one] = await published();
  await t.db
    .updateTable('resources')
    .set({ url: 'http://nouvelle.exemple.fr/' })
    .where('slug', '=', one?.slug ?? '')
    .execute();
  await check();
  expect((await links()).map(({ url }) => url)).toContain('http://nouvelle.exemple.fr/');
});

describe('those who keep a catalogue', () => {
  const path = '/catalogues/donnees/liens';
  const people = async () => {
    const group = await t.db
      .selectFrom('groups')
      .select('id')
      .where('slug', '=', 'donnees-petites-moyennes-collectivites')
      .executeTakeFirst();
    const groupId =
      group?.id ??
      (
        await t.db
          .insertInto('groups')
          .values({
            slug: 'donnees-petites-moyennes-collectivites',
            title: 'Données',
            objective: 'Essayer.',
            state: 'active',
          })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id;
    const [copilot, member, team] = [
      await anAccount(t.db),
      await anAccount(t.db),
      await anAccount(t.db, { roles: ['programme-team'] }),
    ];
    await aMembership(t.db, groupId, copilot.id, 'copilot');
    await aMembership(t.db, groupId, member.id);
    t.deps.pageCache.clear();
    return { copilot, member, team };
  };

  test('are told of dead links once, in one mail a week at most', async () => {
    const { copilot, member } = await people();
    const { path: gone } = await broken();
    await check();
    statuses[gone] = 410;
    t.clock.advance({ days: 6 });
    await days(3);
    expect(await tellDeadLinks(t.deps)).toBeGreaterThan(0);
    expect(await tellDeadLinks(t.deps)).toBe(0);
    const mails = await t.mails();
    expect(mails.filter(({ to }) => to === copilot.email)).toHaveLength(1);
    expect(mails.map(({ to }) => to)).not.toContain(member.email);
    expect(mails[0]?.subject).toMatch(/^1.lien mort dans le catalogue sur les données$/);
    expect(mails[0]?.text).toContain('Page supprimée (réponse 410)');
    t.clock.advance({ days: 7 });
    expect(await tellDeadLinks(t.deps)).toBe(0);
  });

  test('see them with what they met, and have one tried again; nobody else does', async () => {
    const { copilot, member, team } = await people();
    const { slug, path: gone } = await broken();
    await check();
    statuses[gone] = 404;
    t.clock.advance({ days: 6 });
    await days(3);
    const again = `/catalogues/donnees/${slug}/lien/verification`;
    expect((await t.get(path)).statusCode).toBe(303);
    expect((await t.get(path, await t.signIn(member.id))).statusCode).toBe(403);
    expect((await t.post(again, {}, await t.signIn(member.id))).statusCode).toBe(403);
    const cookie = await t.signIn(copilot.id);
    const page = await t.get(path, cookie);
    expect(wordsIn(page)).toContain('Page introuvable (réponse 404)');
    expect(wordsIn(page)).toContain('de « bon » à « mort »');
    expect((await t.get('/catalogues/formations/liens', cookie)).statusCode).toBe(403);
    expect((await t.get('/catalogues/formations/liens', await t.signIn(team.id))).statusCode).toBe(200);
    for (const view of ['bons', 'en-panne', 'deplaces', 'refus', 'non-verifies', '<script>'])
      expect((await t.get(`${path}?vue=${encodeURIComponent(view)}`, cookie)).statusCode).toBe(200);
    expect((await t.post(again, {}, cookie)).statusCode).toBe(303);
    statuses = {};
    expect((await check()).checked).toBe(1);
  });
});

test('the real way out goes to the address that it is given, without looking the name up', async () => {
  const socket = internet.connect({
    host: 'nulle.part.invalid',
    port,
    secure: false,
    addresses: ['127.0.0.1'],
  });
  await once(socket, 'connect');
  expect(socket.remoteAddress).toBe('127.0.0.1');
  socket.destroy();
});
