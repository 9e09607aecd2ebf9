import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../test/factories.ts';
import type { TestApp } from '../../../test/harness.ts';
import { startWithRollouts } from '../../../test/rollouts.ts';
import { assertStages } from './assertions.ts';

let t: TestApp;
const ids: Record<string, string> = {};
/** A new session: the clock runs over months. */
const as = (person: string) => t.signIn(ids[person] ?? '');
beforeAll(async () => {
  t = await startWithRollouts();
  const [ours, other] = [
    await aGroup(t.db, { slug: 'demat-ads' }),
    await aGroup(t.db, { slug: 'franceconnect-api' }),
  ];
  const people = {
    stranger: await anAccount(t.db),
    member: await anAccount(t.db),
    copilot: await anAccount(t.db),
    elsewhere: await anAccount(t.db),
  };
  await aMembership(t.db, ours.id, people.member.id);
  await aMembership(t.db, ours.id, people.copilot.id, 'copilot', 'etat');
  await aMembership(t.db, other.id, people.elsewhere.id, 'copilot', 'etat');
  const team = await anAccount(t.db, { roles: ['programme-team'] });
  for (const [name, { id }] of Object.entries({ ...people, team })) ids[name] = id;
  await assertStages(
    t.db,
    { rollout: 'demat-ads', source: 'authority', toldBy: 'Mairie', accountId: null, now: t.clock.now() },
    [
      { authorityId: 'commune:75056', stage: 'archiver', since: '2024-01-01' },
      { authorityId: 'commune:13055', stage: 'cadrer', since: '2024-01-01' },
      { authorityId: 'commune:74225', stage: 'cadrer', blocked: true, since: '2024-01-01' },
    ],
  );
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.db.deleteFrom('rollout_calls').execute();
});

const here = '/deploiements/demat-ads/accompagnement';
const callAt = `${here}/communes/74225`;

/** The form needs the key that its page gives. */
async function call(values: Record<string, string>, url = callAt) {
  const cookie = await as('copilot');
  const { body } = await t.get(url, cookie);
  const key = /name="cle" value="([^"]+)"/.exec(body)?.[1] ?? '';
  return t.post(url, { cle: key, resultat: 'informed', note: '', rappel: '', ...values }, cookie);
}

async function toCall(query = '') {
  const { body } = await t.get(`${here}.csv${query}`, await as('copilot'));
  const rows: Record<string, string>[] = parse(body, { bom: true, delimiter: ';', columns: true });
  return rows;
}

describe('the list of those to call', () => {
  test('begins with the blocked and the unknown, the most populated first, and leaves out who has reached its target', async () => {
    const rows = await toCall();
    const codes = rows.map(({ code }) => code);
    expect(codes).not.toContain('75056');
    expect(codes.slice(0, 2)).toEqual(['69123', '31555']);
    expect(rows.find(({ code }) => code === '74225')).toMatchObject({ motif: 'Bloquée' });
    // Known and not there yet: after all those.
    expect(rows.at(-1)).toMatchObject({ code: '13055', motif: 'Pas encore' });
  });

  test('is narrowed by reason, segment, département and intercommunal body', async () => {
    expect((await toCall('?motif=blocked')).map(({ code }) => code)).toEqual(['74225']);
    const inside = await toCall('?epci=200066793&segment=communes-plus-3500');
    expect(inside.length).toBeGreaterThan(3);
    expect(inside.every(({ intercommunalite }) => intercommunalite === inside[0]?.intercommunalite)).toBe(
      true,
    );
    expect(Number(inside[0]?.autres_a_appeler_dedans)).toBe(inside.length - 1);
    expect((await toCall('?departement=2A')).every(({ territoire }) => territoire === 'Corse-du-Sud')).toBe(
      true,
    );
  });

  test('leaves out for thirty days who was called, until the day agreed on, or for good who asked so', async () => {
    const codes = async () => (await toCall('?departement=74')).map(({ code }) => code);
    expect(await codes()).toContain('74225');
    expect((await call({ resultat: 'will_do', note: 'Doit voir avec l’éditeur' })).statusCode).toBe(303);
    expect(await codes()).not.toContain('74225');
    expect((await toCall('?departement=74&appeles=oui')).find(({ code }) => code === '74225')).toMatchObject({
      resultat: 'Va s’en occuper',
    });
    t.clock.advance({ days: 30 });
    expect(await codes()).toContain('74225');
    t.clock.advance({ days: 1 });
    await call({ resultat: 'no_answer', rappel: '2027-03-01' });
    t.clock.advance({ days: 40 });
    expect(await codes()).not.toContain('74225');
    await call({ resultat: 'not_interested' });
    t.clock.advance({ days: 400 });
    expect(await codes()).not.toContain('74225');
  });
});

describe('a call', () => {
  test('is kept with what came of it, for those who accompany', async () => {
    await call({ resultat: 'blocked', note: 'Le logiciel n’est <b>pas</b> compatible.' });
    const { body } = await t.get(callAt, await as('team'));
    expect(body).toContain('Le logiciel n’est &lt;b>pas&lt;/b> compatible.');
    const events = await t.db
      .selectFrom('audit_events')
      .select('detail')
      .where('verb', '=', 'rollout.call')
      .execute();
    expect(JSON.stringify(events)).not.toContain('logiciel');
  });

  test.each([
    ['an unknown outcome', { resultat: 'bravo' }, 'Dites ce qu’a donné l’appel.'],
    ['a day that does not exist', { rappel: '2027-02-30' }, 'Cette date n’existe pas.'],
    ['a day that is gone', { rappel: '2020-01-01' }, 'Un rappel se fait aujourd’hui ou plus tard.'],
  ])('with %s is refused beside the field, and what was typed is kept', async (_, values, message) => {
    const response = await call({ note: 'Ce que je tapais', ...values });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain(message);
    expect(response.body).toContain('Ce que je tapais');
    expect(await t.db.selectFrom('rollout_calls').selectAll().execute()).toEqual([]);
  });

  test('to who does not exist is a 404', async () => {
    for (const place of ['communes/99999', 'cantons/74225', 'communes/74225/x'])
      expect((await t.get(`${here}/${place}`, await as('copilot'))).statusCode).toBe(404);
  });
});

describe('accompanying', () => {
  const urls = [here, `${here}.csv?departement=2A`, callAt];

  test.each(['stranger', 'member', 'elsewhere'])('is not for a %s', async (person) => {
    for (const url of urls)
      expect([url, (await t.get(url, await as(person))).statusCode]).toEqual([url, 403]);
    expect(
      (await t.post(callAt, { resultat: 'done', note: '', rappel: '' }, await as(person))).statusCode,
    ).toBe(403);
    expect(await t.db.selectFrom('rollout_calls').selectAll().execute()).toEqual([]);
    expect((await t.get('/deploiements/demat-ads', await as(person))).body).not.toContain(here);
  });

  test('is for the copilots of the group and the programme team, whom the page of the rollout leads there', async () => {
    for (const person of ['copilot', 'team']) {
      for (const url of urls)
        expect([url, (await t.get(url, await as(person))).statusCode]).toEqual([url, 200]);
      expect((await t.get('/deploiements/demat-ads', await as(person))).body).toContain(here);
    }
  });

  test('asks who is nobody to sign in', async () => {
    for (const url of urls) expect((await t.get(url)).headers.location).toContain('/connexion');
  });
});
