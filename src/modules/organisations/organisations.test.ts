import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness.ts';
import { findOrganisation, listOrganisations, loadOrganisations, searchOrganisations } from './index.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await loadOrganisations({ db: database.db, say: () => {} });
});

afterAll(() => database.close());

it('loads the content once, and never over what people changed', async () => {
  const { db } = database;
  await db.updateTable('organisations').set({ role: 'Changé' }).where('slug', '=', 'dinum').execute();
  await loadOrganisations({ db, say: () => {} });
  expect((await findOrganisation(db, 'dinum'))?.role).toBe('Changé');
  expect(await listOrganisations(db)).toHaveLength(29);
  expect((await listOrganisations(db, { side: 'collectivites' })).every(({ side }) => side !== 'etat')).toBe(
    true,
  );
});

it('sorts by name without accents getting in the way', async () => {
  const names = (await listOrganisations(database.db)).map(({ slug }) => slug);
  expect(names.indexOf('declic')).toBeLessThan(names.indexOf('dgaln'));
});

it.each([
  ['anct', 'anct'],
  ['ANCT', 'anct'],
  ['cohesion des territoires', 'anct'],
  ['maires ruraux', 'amrf'],
  ['interconectés', 'interconnectes'],
  ['AdCF', 'intercommunalites-de-france'],
])('finds by "%s"', async (typed, slug) => {
  const [best] = await searchOrganisations(database.db, typed);
  expect(best?.slug).toBe(slug);
});

it('finds nothing for nothing, nor for signs that SQL would take as its own', async () => {
  for (const typed of ['', '   ', '%', "'", '\\']) {
    expect(await searchOrganisations(database.db, typed)).not.toContainEqual(
      expect.objectContaining({ slug: 'dinum' }),
    );
  }
});
