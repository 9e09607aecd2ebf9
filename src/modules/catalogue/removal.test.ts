import { afterAll, beforeAll, expect, test } from 'vitest';
import { resourceForm, startKeptCatalogues } from '../../../test/catalogue.ts';
import { removeCatalogueWorkOf } from './removal.ts';
import { findResource } from './resources/resource.ts';
import { loadSelections } from './selections/load.ts';
import { findSelection } from './selections/selection.ts';

let scene: Awaited<ReturnType<typeof startKeptCatalogues>>;
beforeAll(async () => {
  scene = await startKeptCatalogues();
});
afterAll(() => scene.t.close());

test('what fictional people wrote goes, and what they changed is again what it was', async () => {
  const { t, people, as } = scene;
  const { db } = t;
  const base = '/catalogues/cybersecurite';
  const before = await findResource(db, 'silene');
  await t.post(`${base}/nouvelle`, resourceForm({ title: 'Fiche fictive' }), as('copilot'));
  await t.post(
    `${base}/silene/modifier`,
    resourceForm({ title: 'Titre fictif', version: '1' }),
    as('copilot'),
  );
  await t.post('/selections/nouvelle', { title: 'Liste fictive', introduction: 'x' }, as('copilot'));
  const first = 'premiers-gestes-d-une-petite-commune';
  const kept = await findSelection(db, first);
  const [item] = kept?.items ?? [];
  await t.post(`/selections/${first}/ressources/${item?.resource.id}/retrait`, {}, as('copilot'));
  expect((await findSelection(db, first))?.items).toHaveLength(4);
  expect(await findResource(db, 'silene')).toMatchObject({ title: 'Titre fictif' });

  await db.transaction().execute((tx) => removeCatalogueWorkOf(tx, [people.copilot.id], t.clock.now()));
  expect(await findResource(db, 'fiche-fictive')).toBeUndefined();
  expect(await findResource(db, 'silene')).toMatchObject({ title: before?.title, facets: before?.facets });
  expect(
    await db.selectFrom('selections').select('slug').where('slug', '=', 'liste-fictive').execute(),
  ).toEqual([]);
  // At the next start.
  await loadSelections({ db, now: t.clock.now() });
  expect((await findSelection(db, first))?.items).toHaveLength(5);
  const { total } = (await t.get('/selections.json')).json();
  expect(total).toBe(2);
});
