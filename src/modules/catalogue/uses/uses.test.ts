import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../../test/agenda.ts';
import { startWithCatalogues } from '../../../../test/catalogue.ts';
import { aGroup, aMembership, anAccount } from '../../../../test/factories.ts';
import type { TestApp } from '../../../../test/harness.ts';
import { deleteAccount } from '../../identity/index.ts';
import { removeUsesOf } from './uses.ts';

let t: TestApp;
const cookies = { agent: '', colleague: '', elsewhere: '', state: '', pending: '', copilot: '' };
let agentId = '';
beforeAll(async () => {
  t = await startWithCatalogues();
  const agent = await anAccount(t.db);
  agentId = agent.id;
  const copilot = await anAccount(t.db, { organisation: 'dinum' }).catch(() =>
    anAccount(t.db, { authorityId: null }),
  );
  const group = await aGroup(t.db, { slug: 'cybersecurite' });
  await aMembership(t.db, group.id, copilot.id, 'copilot', 'etat');
  const others = {
    colleague: await anAccount(t.db),
    elsewhere: await anAccount(t.db, { authorityId: 'commune:74002' }),
    state: await anAccount(t.db, { authorityId: null }),
    pending: await anAccount(t.db, { state: 'pending' }),
    agent,
    copilot,
  };
  for (const [who, { id }] of Object.entries(others)) Object.assign(cookies, { [who]: await t.signIn(id) });
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.db.deleteFrom('resource_uses').execute();
});

const path = '/catalogues/cybersecurite/17cyber';
const annecy = 'commune:74010';
const tell = (cookie: string | undefined, fields: Record<string, string> = {}) =>
  t.post(`${path}/usage`, { collectivite: annecy, ...fields }, cookie);
const textOf = (answer: Parameters<typeof wordsIn>[0]) => wordsIn(answer).replace(/<[^>]+>/g, '');
const uses = () => t.db.selectFrom('resource_uses').select(['authority_id', 'named', 'account_id']).execute();

describe('an agent', () => {
  test('says that their authority uses it: counted, and named when it agrees', async () => {
    expect((await tell(cookies.agent)).statusCode).toBe(303);
    expect(await uses()).toEqual([{ authority_id: annecy, named: false, account_id: agentId }]);
    const unnamed = textOf(await t.get(path));
    expect(unnamed).toContain('1 collectivité dit l’utiliser, sans se nommer');
    expect(unnamed).not.toContain('Annecy');
    expect((await t.get(`${path}.json`)).json().uses).toBe(1);
    await tell(cookies.agent, { nommer: '1' });
    const named = await t.get(path);
    expect(named.body).toContain('href="/collectivites/communes/74010"');
    expect(textOf(await t.get(`${path}/collectivites`))).toContain('Annecy');
    expect(textOf(await t.get(path, cookies.agent))).toContain('Votre collectivité, Annecy, dit l’utiliser');
  });

  test('has it taken back by any colleague, and by nobody else', async () => {
    await tell(cookies.agent, { nommer: '1' });
    const drop = (cookie?: string, collectivite = annecy) =>
      t.post(`${path}/usage/retrait`, { collectivite }, cookie);
    expect((await drop(cookies.elsewhere)).statusCode).toBe(422);
    expect(await uses()).toHaveLength(1);
    expect((await drop(cookies.colleague)).statusCode).toBe(303);
    expect(await uses()).toEqual([]);
  });

  test('speaks for their own authority only', async () => {
    expect((await tell(cookies.agent, { collectivite: 'commune:74002' })).statusCode).toBe(422);
    expect((await tell(cookies.agent, { collectivite: '<script>' })).statusCode).toBe(422);
    expect(await uses()).toEqual([]);
  });
});

test.each(['state', 'pending'] as const)('whoever has no authority or waits (%s) is refused', async (who) => {
  expect((await tell(cookies[who])).statusCode).toBe(403);
  expect((await t.get(path, cookies[who])).body).not.toContain(`${path}/usage"`);
});

test('a visitor is led to sign in', async () => {
  expect((await tell(undefined)).statusCode).toBeGreaterThanOrEqual(300);
  expect((await t.get(path)).body).toContain(`/connexion?retour=${encodeURIComponent(path)}`);
  expect(await uses()).toEqual([]);
});

test('the list has pages of fifty, by name, and says how many stay unnamed', async () => {
  const { id } = await t.db
    .selectFrom('resources')
    .select('id')
    .where('slug', '=', '17cyber')
    .executeTakeFirstOrThrow();
  const communes = await t.db
    .selectFrom('authorities')
    .select('id')
    .where('id', 'like', 'commune:010%')
    .limit(61)
    .execute();
  await t.db
    .insertInto('resource_uses')
    .values(
      communes.map((one, index) => ({
        resource_id: id,
        authority_id: one.id,
        named: index > 0,
        at: t.clock.now(),
      })),
    )
    .execute();
  t.deps.pageCache.clear();
  const first = await t.get(`${path}/collectivites`);
  expect(first.body.match(/href="\/collectivites\/communes\/010/g)).toHaveLength(50);
  expect(textOf(first)).toContain('61 collectivités disent l’utiliser, dont 1 sans se nommer');
  const second = await t.get(`${path}/collectivites?page=2`);
  expect(second.body.match(/href="\/collectivites\/communes\/010/g)).toHaveLength(10);
  expect(
    (await t.get(`${path}/collectivites?page=99`)).body.match(/href="\/collectivites\/communes\/010/g),
  ).toHaveLength(10);
  expect(textOf(await t.get(path))).toContain('et 50 autres : voir toutes');
});

test('copilots of the catalogue take out an authority that somebody wrongly named; others do not see how', async () => {
  await tell(cookies.agent, { nommer: '1' });
  const out = (cookie: string) => t.post(`${path}/collectivites/retrait`, { collectivite: annecy }, cookie);
  expect((await out(cookies.colleague)).statusCode).toBe(403);
  expect((await t.get(`${path}/collectivites`, cookies.colleague)).body).not.toContain(
    '/collectivites/retrait',
  );
  expect((await t.get(`${path}/collectivites`, cookies.copilot)).body).toContain('/collectivites/retrait');
  expect((await out(cookies.copilot)).statusCode).toBe(303);
  expect(await uses()).toEqual([]);
});

test('what an authority uses outlives the account of who said so, under no name; what fiction said does not', async () => {
  const leaving = await anAccount(t.db, { authorityId: 'commune:74004' });
  await t.post(`${path}/usage`, { collectivite: 'commune:74004', nommer: '1' }, await t.signIn(leaving.id));
  await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: leaving.id, now: t.clock.now() }));
  expect(await uses()).toEqual([{ authority_id: 'commune:74004', named: true, account_id: null }]);
  await tell(cookies.agent);
  await t.db.transaction().execute((tx) => removeUsesOf(tx, [agentId]));
  expect(await uses()).toHaveLength(1);
});
