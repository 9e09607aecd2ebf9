import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { aliasTargets } from './aliases.ts';
import { browseAuthorities } from './browse.ts';
import { authoritiesByIds, searchAuthorities } from './index.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const ids = async (query: string): Promise<string[]> =>
  (await searchAuthorities(app.db, query)).map(({ id }) => id);

const paris = 'commune:75056';
const lyon = 'commune:69123';
const marseille = 'commune:13055';
const annecy = 'commune:74010';

describe('ordinary words', () => {
  test.each([
    ['Paris 15e arrondissement', [paris]],
    ['paris 12', [paris]],
    ['15e arrondissement de Paris', [paris]],
    ['lyon 3e', [lyon]],
    ['lyon 1er', [lyon]],
    ['Marseille 8ème', [marseille]],
    ['paris 75', [paris]],
    ['lyon 69', [lyon]],
    ['département 74', ['departement:74']],
    ['dept 74', ['departement:74']],
    ['conseil départemental 74', ['departement:74']],
    ['departement 1', ['departement:01']],
    ['departement 2a', ['departement:2A']],
    ['74', ['departement:74']],
    ['région 84', ['region:84']],
    ['75000', [paris]],
    ['69000', [lyon]],
    ['13000', [marseille]],
    ['75000 Paris', [paris]],
    ['lyon 69000', [lyon]],
    ['collectivité européenne d’alsace', ['departement:67', 'departement:68']],
    ['idf', ['region:11']],
    ['paca', ['region:93']],
    ['région PACA', ['region:93']],
    ['aura', ['region:84']],
    ['MEL', ['epci:200093201']],
    ['grand lyon', ['epci:200046977']],
    ['métropole du Grand Lyon', ['epci:200046977']],
    ['74000 annecy', [annecy]],
    ['74 annecy', [annecy]],
    ['ANNECY CEDEX', [annecy]],
    ['annecy cedex 9', [annecy]],
    ['74009 Annecy Cedex 9', [annecy]],
    ['annecy 74999', [annecy]],
    ['ept plaine commune', ['ept:200057867']],
    ['epci annecy', ['epci:200066793']],
    ['Boulogne', ['commune:92012', 'commune:62160', 'commune:85084']],
    ['evry', ['commune:91228', 'commune:89162']],
    ['grand', ['commune:88212']],
    ['saintjeandeluz', ['commune:64483']],
    ['saintjean', ['commune:31488']],
  ])('%s', async (query, expected) => {
    expect((await ids(query)).slice(0, expected.length)).toEqual(expected);
    const page = await browseAuthorities(app.db, query, { page: 1, perPage: 50 });
    expect(page.authorities[0]?.id).toBe(expected[0]);
  });

  test.each(['74000 annecy', 'ept plaine commune', 'paris 15e arrondissement', 'saintjeandeluz'])(
    'nothing else for %s',
    async (query) => {
      expect(await ids(query)).toHaveLength(1);
    },
  );

  test('« Annecy Cedex » brings no unrelated name', async () => {
    const hits = await searchAuthorities(app.db, 'annecy cedex 9');
    expect(hits.every(({ name }) => name.includes('Annecy'))).toBe(true);
  });

  test('an arrondissement is said', async () => {
    const [hit] = await searchAuthorities(app.db, 'lyon 3e');
    expect(hit).toMatchObject({ name: 'Lyon', former_name: 'Lyon 3e Arrondissement', exact: true });
  });

  test.each(['<script>', '<script>alert(1)</script>', '{{}}', '<>'])('nothing for %s', async (query) => {
    expect(await ids(query)).toEqual([]);
  });

  test('only the kinds asked for, whatever the words', async () => {
    for (const query of ['paca', 'paris 12', 'département 74']) {
      const hits = await searchAuthorities(app.db, query, { kinds: ['epci'] });
      expect(hits.every(({ kind }) => kind === 'epci')).toBe(true);
    }
  });

  test('every other name leads to an authority of the data', async () => {
    const known = await authoritiesByIds(app.db, [...aliasTargets]);
    expect([...aliasTargets].filter((id) => known.get(id)?.ended_at !== null)).toEqual([]);
  });
});
