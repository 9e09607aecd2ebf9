import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../../test/agenda.ts';
import { startWithCatalogues } from '../../../../test/catalogue.ts';
import { anAccount } from '../../../../test/factories.ts';
import type { TestApp } from '../../../../test/harness.ts';
import { deleteAccount } from '../../identity/index.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startWithCatalogues();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.db.deleteFrom('resource_voices').execute();
  await t.db.deleteFrom('rate_limits').execute();
});

const path = '/catalogues/cybersecurite/17cyber';
const say = (avis: string, cookie?: string, of = path) => t.post(`${of}/avis`, { avis }, cookie);
const cookieOf = ({ headers }: Awaited<ReturnType<typeof say>>): string =>
  /voix=[^;]+/.exec([headers['set-cookie']].flat().join('; '))?.[0] ?? '';
const voices = () => t.db.selectFrom('resource_voices').selectAll().execute();
const fromAnother = (avis: string, network: number) =>
  t.app.inject({
    method: 'POST',
    url: `${path}/avis`,
    payload: `avis=${avis}`,
    remoteAddress: `10.0.0.${network}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  });

describe('a browser', () => {
  test('has no cookie before it speaks, and one voice that it may change and take back', async () => {
    expect((await t.get(path)).headers['set-cookie']).toBeUndefined();
    const first = await say('utile');
    expect([first.statusCode, first.headers.location]).toEqual([303, `${path}#avis`]);
    const cookie = cookieOf(first);
    expect([first.headers['set-cookie']].flat().join()).toMatch(/HttpOnly; SameSite=Lax/);
    expect(wordsIn(await t.get(path, cookie))).toContain('Vous avez répondu : utile');
    await say('pas-utile', cookie);
    expect(await voices()).toMatchObject([{ useful: false }]);
    await say('retirer', cookie);
    expect(await voices()).toEqual([]);
    expect(wordsIn(await t.get(path, cookie))).not.toContain('Vous avez répondu');
  });

  test('leaves nothing that ties two of its voices together, nor the hour', async () => {
    const cookie = cookieOf(await say('utile'));
    await say('utile', cookie, '/catalogues/cybersecurite/messervicescyber');
    const [one, other] = await voices();
    expect(one?.voter.equals(other?.voter ?? Buffer.of())).toBe(false);
    expect(JSON.stringify([one, other])).not.toContain(cookie.slice(5));
    expect(one?.said_on).toBe('2026-11-23');
  });

  test('whose cookie was made up speaks as a new one', async () => {
    for (const made of ['voix=x', `voix=${'a'.repeat(500)}`, 'voix=%00']) await say('utile', made);
    expect(await voices()).toHaveLength(3);
  });
});

test('an account has one voice, whichever browser it spoke with before', async () => {
  const account = await anAccount(t.db);
  const browser = cookieOf(await say('pas-utile'));
  const session = await t.signIn(account.id);
  const answer = await say('utile', `${session}; ${browser}`);
  expect(cookieOf(answer)).toBe('');
  await say('utile', await t.signIn(account.id));
  expect(await voices()).toMatchObject([{ useful: true }]);
  await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: account.id, now: t.clock.now() }));
  expect(await voices()).toEqual([]);
});

test('counts are shown from five voices on, and weigh between equals in the three questions', async () => {
  for (let network = 1; network <= 4; network++) await fromAnother('utile', network);
  t.deps.pageCache.clear();
  expect(wordsIn(await t.get(path))).not.toMatch(/personnes? sur/);
  expect((await t.get(`${path}.json`)).json().opinions).toBeNull();
  await fromAnother('pas-utile', 5);
  expect(wordsIn(await t.get(path))).toContain('4 personnes sur 5 l’ont trouvée utile');
  expect((await t.get(`${path}.json`)).json().opinions).toEqual({ useful: 4, total: 5 });
});

test('one network speaks ten times a day of one resource, and no more', async () => {
  for (let count = 0; count < 10; count++) expect((await say('utile')).statusCode).toBe(303);
  expect((await say('utile')).statusCode).toBe(429);
  expect((await fromAnother('utile', 9)).statusCode).toBe(303);
  expect(await voices()).toHaveLength(11);
});

test('an odd voice, one on what is not there or was withdrawn, one sent by another site change nothing', async () => {
  expect((await say('<script>')).statusCode).toBe(422);
  expect((await say('utile', undefined, '/catalogues/donnees/17cyber')).statusCode).toBe(404);
  const foreign = await t.app.inject({
    method: 'POST',
    url: `${path}/avis`,
    payload: 'avis=utile',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
  });
  expect(foreign.statusCode).toBe(403);
  const withdrawn = '/catalogues/cybersecurite/cyberdico';
  await t.db.updateTable('resources').set({ published: false }).where('slug', '=', 'cyberdico').execute();
  expect((await say('utile', undefined, withdrawn)).statusCode).toBe(422);
  expect((await t.get(withdrawn)).body).not.toContain('/avis"');
  expect(await voices()).toEqual([]);
});
