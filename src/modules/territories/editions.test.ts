import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/harness.ts';
import { buildDataset } from './dataset.ts';
import { findAuthority, loadTerritories, resolveAuthority, searchAuthorities } from './index.ts';
import { replaceAll } from './load.ts';
import { readSource, type SourceFiles } from './source-files.ts';

let app: TestApp;
let source: SourceFiles;
beforeAll(async () => {
  [app, source] = await Promise.all([startTestApp(), readSource()]);
});
afterAll(() => app.close());

const load = (files: SourceFiles): Promise<void> =>
  app.db.transaction().execute((tx) => replaceAll(tx, buildDataset(files), () => {}));

test('an edition that is loaded is not loaded again', async () => {
  expect(await loadTerritories(app.db)).toBe(false);
});

test('all the authorities of the source are there', async () => {
  const counted = await app.db
    .selectFrom('authorities')
    .select((all) => ['kind', all.fn.countAll<number>().as('total')])
    .groupBy('kind')
    .execute();
  expect(Object.fromEntries(counted.map(({ kind, total }) => [kind, total]))).toEqual({
    commune: 34_969,
    epci: 1_255,
    ept: 11,
    departement: 101,
    region: 18,
    com: 8,
  });
});

test('a later edition: merged communes end and lead to the new one, codes and SIREN move, nothing is deleted', async () => {
  const next: SourceFiles = {
    ...source,
    // Faucigny (74122) merges into Bonneville, whose SIREN goes to Marignier, and Annecy is renamed.
    communes: source.communes.flatMap((commune): SourceFiles['communes'] => {
      if (commune.type !== 'commune-actuelle') return [commune];
      if (commune.code === '74122') return [];
      if (commune.code === '74042') return [{ ...commune, anciensCodes: ['74122'], siren: '217401645' }];
      if (commune.code === '74164') return [{ ...commune, siren: '217400423' }];
      if (commune.code === '74010') return [{ ...commune, nom: 'Annecy-du-Lac' }];
      return [commune];
    }),
  };
  await load(next);
  expect(await findAuthority(app.db, 'commune:74122')).toMatchObject({
    name: 'Faucigny',
    ended_at: expect.any(Date),
  });
  expect(await resolveAuthority(app.db, '74122')).toMatchObject({
    id: 'commune:74042',
    old: { code: '74122' },
  });
  expect((await app.get('/collectivites/communes/74122')).headers.location).toBe(
    '/collectivites/communes/74042',
  );
  expect((await searchAuthorities(app.db, 'faucigny')).map(({ id }) => id)).not.toContain('commune:74122');
  expect((await resolveAuthority(app.db, '217400423'))?.id).toBe('commune:74164');
  expect((await searchAuthorities(app.db, 'annecy du lac'))[0]?.id).toBe('commune:74010');

  await load(source);
  expect(await findAuthority(app.db, 'commune:74122')).toMatchObject({ ended_at: null });
  expect(await resolveAuthority(app.db, '74122')).toMatchObject({ id: 'commune:74122', old: null });
  expect((await searchAuthorities(app.db, 'faucigny'))[0]?.id).toBe('commune:74122');
}, 60_000);

test('an authority that ended without a successor keeps its page, which says so', async () => {
  await load({ ...source, epci: source.epci.filter(({ code }) => code !== '200000172') });
  const reply = await app.get('/collectivites/epci/200000172');
  expect(reply.statusCode).toBe(200);
  expect(reply.body).toContain('ne figure plus');
  expect((await app.get('/collectivites/communes/74042')).body).not.toContain(
    '/collectivites/epci/200000172',
  );
}, 60_000);
