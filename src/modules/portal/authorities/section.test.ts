import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';
import { loadGroups } from '../../groups/index.ts';
import { loadDeliverables } from '../../library/index.ts';
import { loadOrganisations } from '../../organisations/index.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
  const content = { db: t.db, demo: false, now: t.clock.now(), say: () => {} };
  await loadOrganisations(content);
  await loadGroups(content);
  await loadDeliverables(content);
});
afterAll(() => t.close());

test('the page of a commune shows what serves communes, and leads to a form that knows it', async () => {
  const { body } = await t.get('/collectivites/communes/74042');
  expect(body).toContain('href="/livrables?public=communes"');
  expect(body).toContain('href="/livrables/addendum-convention-guichet-centre-instructeur"');
  const href = /href="(\/inscription\?collectivite=[^"]+)"/.exec(body)?.[1] ?? '';
  expect((await t.get(href)).body).toContain('value="Bonneville (Haute-Savoie)"');
});

test('what serves an authority is read before its identity, and the long list of what it holds last', async () => {
  const placesIn = async (address: string, ids: readonly string[]) => {
    const { body } = await t.get(address);
    const places = ids.map((id) => body.indexOf(id));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  };
  await placesIn('/collectivites/communes/74010', [
    'id="livrables"',
    'Carte d’identité',
    'anciennes-communes',
  ]);
  await placesIn('/collectivites/departements/74', [
    'Rejoindre un groupe projet',
    'Carte d’identité',
    '<table',
  ]);
});

test('an authority of a kind that no deliverable names still gets the way in', async () => {
  const { body } = await t.get('/collectivites/regions/84');
  expect(body).toContain('href="/inscription?collectivite=Auvergne-Rh%C3%B4ne-Alpes+%28r%C3%A9gion%29"');
});

test('what has ended is left out; when nothing is left, the active groups are', async () => {
  for (const address of ['/collectivites/departements/74', '/collectivites/regions/84']) {
    const { body } = await t.get(address);
    expect(body).not.toContain('Terminé');
    expect(body).toContain('href="/groupes?etat=actifs"');
  }
  expect((await t.get('/collectivites/communes/74042')).body).not.toContain('href="/groupes?etat=actifs"');
});
