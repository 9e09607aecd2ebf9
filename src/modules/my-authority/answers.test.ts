import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWithAgenda } from '../../../test/agenda.ts';
import { anAccount } from '../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { loadFlags } from '../audience/index.ts';
import { deleteAccount } from '../identity/index.ts';
import { readCookie, writeCookie } from './answers.ts';

let t: TestApp;
const annecy = '/collectivites/communes/74010';
const flag = 'assujettie-tva';
beforeAll(async () => {
  t = await startWithAgenda();
});
afterAll(() => t.close());

const answer = (reponse: string, cookie?: string, question = flag) =>
  t.post(`${annecy}/reponses`, { question, reponse }, cookie);

/** What the browser would send back. */
function cookieOf(response: { cookies: { name: string; value: string }[] }): string {
  const set = response.cookies.find(({ name }) => name === 'reponses');
  return `reponses=${set?.value ?? ''}`;
}

test('an answer settles the measures that waited for it, in this browser only', async () => {
  expect((await t.get(annecy)).body).toContain(`id="question-${flag}"`);
  const given = await answer('oui');
  expect(given.statusCode).toBe(303);
  expect(given.headers.location).toBe(`${annecy}#question-${flag}`);
  expect(given.cookies).toMatchObject([
    { name: 'reponses', httpOnly: true, sameSite: 'Lax', path: '/collectivites' },
  ]);
  expect(given.cookies[0]).not.toHaveProperty('maxAge');
  const { body } = await t.get(annecy, cookieOf(given));
  expect(body).toContain('Vos réponses');
  expect(body).toContain('selon votre réponse');
  expect((await t.get(annecy)).body).not.toContain('selon votre réponse');
  // Another authority knows nothing of it.
  expect((await t.get('/collectivites/communes/74282', cookieOf(given))).body).not.toContain(
    'selon votre réponse',
  );
  const changed = await answer('non', cookieOf(given));
  expect((await t.get(annecy, cookieOf(changed))).body).toContain('Répondre oui');
  const erased = await answer('effacer', cookieOf(changed));
  expect(cookieOf(erased)).toBe('reponses=');
});

test('the cookie is for https alone where the product is', async () => {
  const secure = await startTestApp({ publicUrl: 'https://cordee.test' });
  await loadFlags({ db: secure.db, say: () => {} });
  const { cookies } = await secure.post(`${annecy}/reponses`, { question: flag, reponse: 'oui' });
  expect(cookies).toMatchObject([{ name: 'reponses', secure: true }]);
  await secure.close();
});

test.each([
  ['an unknown question', { question: 'inconnue', reponse: 'oui' }],
  ['an unknown answer', { question: flag, reponse: 'peut-être' }],
  ['no question', { reponse: 'oui' }],
  ['a very long question', { question: 'a'.repeat(5000), reponse: 'oui' }],
])('%s is refused', async (_case, fields) => {
  const { statusCode, cookies } = await t.post(`${annecy}/reponses`, fields);
  expect(statusCode).toBe(422);
  expect(cookies.filter(({ name }) => name === 'reponses')).toEqual([]);
});

test('an answer needs an authority of which we say something', async () => {
  for (const place of ['communes/99999', 'communes/98818', 'inconnues/74010'])
    expect(
      (await t.post(`/collectivites/${place}/reponses`, { question: flag, reponse: 'oui' })).statusCode,
    ).toBe(404);
});

test.each([
  'n’importe quoi',
  `commune_74010.2${flag}`,
  `commune_74010.1${flag};Path=/`,
  'commune_74010.1inconnue',
  'commune_74010.1<script>',
  `${'commune_74010.1a~'.repeat(2000)}`,
  '__proto__.1constructor',
])('a forged cookie says nothing: %s', async (value) => {
  const { statusCode, body } = await t.get(annecy, `reponses=${encodeURIComponent(value)}`);
  expect(statusCode).toBe(200);
  expect(body).not.toContain('id="reponses"');
  expect(body).not.toContain('<script>');
});

test('the cookie holds a few authorities, the last answered first, and never outgrows a cookie', () => {
  let value = '';
  for (let code = 10_000; code < 10_010; code += 1)
    value = writeCookie(readCookie(value), `commune:${code}`, new Map([['a-b', code % 2 === 0]]));
  expect([...readCookie(value).keys()]).toEqual([
    'commune:10009',
    'commune:10008',
    'commune:10007',
    'commune:10006',
  ]);
  expect(readCookie(value).get('commune:10009')).toEqual(new Map([['a-b', false]]));
  const many = new Map(
    Array.from({ length: 40 }, (_, index) => [`un-fait-au-nom-assez-long-${index}`, true]),
  );
  for (const id of ['commune:1', 'commune:74010', 'epci:200066793', 'region:84', 'commune:2A004'])
    value = writeCookie(readCookie(value), id, many);
  expect(value.length).toBeLessThanOrEqual(3_500);
  expect(value).toBe(encodeURIComponent(value));
});

test('a signed-in person may keep answers with the account, and take them back', async () => {
  const person = await anAccount(t.db, { authorityId: 'commune:74282' });
  const session = await t.signIn(person.id);
  const given = await answer('oui', session);
  const both = `${session}; ${cookieOf(given)}`;
  expect((await t.get(annecy, both)).body).toContain('Garder dans mon profil');
  const kept = await t.post(`${annecy}/reponses/profil`, { choix: 'garder' }, both);
  expect(kept.statusCode).toBe(303);
  expect(cookieOf(kept)).toBe('reponses=');
  expect((await t.get(annecy, session)).body).toContain('Gardées dans votre profil');
  // From now on, answers go there.
  const next = await answer('non', session, 'achats-40000');
  expect(cookieOf(next)).toBe('reponses=');
  expect(await rows(person.id)).toBe(2);
  // Nobody else sees them.
  const other = await anAccount(t.db, {});
  expect((await t.get(annecy, await t.signIn(other.id))).body).not.toContain('selon votre réponse');
  await answer('effacer', session);
  expect(await rows(person.id)).toBe(1);
  const back = await t.post(`${annecy}/reponses/profil`, { choix: 'oublier' }, session);
  expect(await rows(person.id)).toBe(0);
  expect(cookieOf(back)).toContain('achats-40000');
});

test('keeping answers takes an account that was let in', async () => {
  const url = `${annecy}/reponses/profil`;
  expect((await t.post(url, { choix: 'garder' })).headers.location).toContain('/connexion');
  const pending = await anAccount(t.db, { state: 'pending' });
  expect((await t.post(url, { choix: 'garder' }, await t.signIn(pending.id))).statusCode).toBe(403);
});

test('a deleted account keeps no answer', async () => {
  const person = await anAccount(t.db, {});
  const session = await t.signIn(person.id);
  const given = await answer('oui', session);
  await t.post(`${annecy}/reponses/profil`, { choix: 'garder' }, `${session}; ${cookieOf(given)}`);
  expect(await rows(person.id)).toBe(1);
  await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: person.id, now: t.clock.now() }));
  expect(await rows(person.id)).toBe(0);
});

async function rows(accountId: string): Promise<number> {
  const found = await t.db
    .selectFrom('authority_answers')
    .select('flag')
    .where('account_id', '=', accountId)
    .execute();
  return found.length;
}
