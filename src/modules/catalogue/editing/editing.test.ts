import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../../test/agenda.ts';
import { routesOf } from '../../../../test/attacks/scene.ts';
import { type Keeper, resourceForm, startKeptCatalogues } from '../../../../test/catalogue.ts';
import { reserved } from './address.ts';

let scene: Awaited<ReturnType<typeof startKeptCatalogues>>;
beforeAll(async () => {
  scene = await startKeptCatalogues();
});
afterAll(() => scene.t.close());
beforeEach(() => scene.fresh());

const base = '/catalogues/cybersecurite';
const get = (path: string, who?: Keeper) => scene.t.get(path, who && scene.as(who));
const post = async (path: string, fields: Record<string, string | string[]>, who?: Keeper) => {
  const answer = await scene.t.post(path, fields, who && scene.as(who));
  scene.fresh();
  return answer;
};
const create = async (values: Record<string, string | string[]> = {}) => {
  const answer = await post(`${base}/nouvelle`, resourceForm(values), 'copilot');
  expect(answer.statusCode, wordsIn(answer)).toBe(303);
  return String(answer.headers.location);
};
const dataOf = async (path: string) => (await get(`${path}.json`)).json();

describe('rights', () => {
  test.each([
    '/nouvelle',
    '/messervicescyber/modifier',
    '/messervicescyber/retrait',
    '/importer',
    '/a-traiter',
  ])('%s is for those who keep the catalogue', async (page) => {
    expect((await get(base + page)).headers.location).toContain('/connexion');
    for (const who of ['stranger', 'member', 'foreignCopilot', 'association'] as const)
      expect((await get(base + page, who)).statusCode, who).toBe(403);
    for (const who of ['copilot', 'team'] as const)
      expect((await get(base + page, who)).statusCode, who).toBe(200);
  });

  test('a copilot writes nothing in the catalogue of another group, nor through its address', async () => {
    const refused = await post('/catalogues/donnees/nouvelle', resourceForm(), 'copilot');
    expect(refused.statusCode).toBe(403);
    const elsewhere = await post(
      '/catalogues/donnees/messervicescyber/modifier',
      resourceForm(),
      'foreignCopilot',
    );
    expect(elsewhere.statusCode).toBe(404);
  });
});

describe('a resource', () => {
  test('is written whole: facets, bounds, territories by name, time, sources, measures', async () => {
    const path = await create({
      title: 'Accompagnement alpin',
      least_people: '1 00',
      most_people: '20000',
      territories: 'Haute-Savoie, 73',
      effort_label: '1 h 30',
      effort_min: '90',
      start: '1. Appeler\n2. **Venir**',
      skills: '- savoir sauvegarder\n- savoir restaurer',
      source_0_label: 'Page du syndicat',
      source_0_url: 'www.exemple.fr/sources',
      measures: ['nis2'],
    });
    expect(path).toBe(`${base}/accompagnement-alpin`);
    expect(await dataOf(path)).toMatchObject({
      title: 'Accompagnement alpin',
      kind: ['guide'],
      needs: ['prevenir'],
      cost: ['gratuit'],
      authority_size: { min: 100, max: 20000 },
      territories: ['departement:74', 'departement:73'],
      effort: { label: '1 h 30', min_minutes: 90, max_minutes: null },
      skills: ['savoir sauvegarder', 'savoir restaurer'],
      sources: [{ label: 'Page du syndicat', url: 'https://www.exemple.fr/sources' }],
      measures: ['nis2'],
      checked_on: '2026-11-20',
    });
    const page = wordsIn(await get(path));
    expect(page).toContain('<strong>Venir</strong>');
    const found = (await get(`${base}.json?q=alpin&collectivite=74002`)).json();
    expect(found.resources[0]).toMatchObject({ slug: 'accompagnement-alpin' });
  });

  test('keeps its address when its title changes; two of one title have two', async () => {
    const first = await create({ title: 'Même titre' });
    const second = await create({ title: 'Même titre' });
    expect([first, second]).toEqual([`${base}/meme-titre`, `${base}/meme-titre-2`]);
    const changed = await post(
      `${first}/modifier`,
      resourceForm({ title: 'Tout autre titre', version: '1' }),
      'copilot',
    );
    expect(changed.headers.location).toBe(first);
    expect(await dataOf(first)).toMatchObject({ title: 'Tout autre titre', version: 2 });
  });

  test('never takes the address of a page of the catalogue, and the list of those is whole', async () => {
    expect(await create({ title: 'Proposer' })).toBe(`${base}/proposer-2`);
    expect(staticWords().length).toBeGreaterThan(4);
    for (const word of staticWords()) expect(reserved, word).toContain(word);
  });

  test.each<[string, Record<string, string | string[]>, string]>([
    ['a script for a link', { url: 'javascript:alert(1)' }, 'url'],
    ['an unknown value', { facet_kind: ['grimoire'] }, 'facet_kind'],
    ['two values of one cost', { facet_cost: ['gratuit', 'payant'] }, 'facet_cost'],
    ['no theme', { facet_themes: [] }, 'facet_themes'],
    ['a place that nobody knows', { territories: 'Zanzibar-sur-Mer' }, 'territories'],
    ['bounds the wrong way round', { least_people: '500', most_people: '100' }, 'most_people'],
    ['minutes without words', { effort_min: '90' }, 'effort_label'],
    ['a source without its address', { source_0_label: 'Nulle part' }, 'source_0_url'],
    ['a day to come', { checked_on: '2027-01-01' }, 'checked_on'],
    ['an unknown measure', { measures: ['inconnue'] }, 'measures'],
  ])('is refused with %s, and what was typed is kept', async (_, values, field) => {
    const answer = await post(`${base}/nouvelle`, resourceForm({ title: 'Refusée', ...values }), 'copilot');
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(`href="#${field}"`);
    expect(answer.body).toContain('value="Refusée"');
    expect((await get(`${base}/refusee`)).statusCode).toBe(404);
  });

  test('two people at once: the second reads both texts', async () => {
    const path = await create({ title: 'Disputée' });
    await post(
      `${path}/modifier`,
      resourceForm({ title: 'Disputée', producer: 'La première', version: '1' }),
      'team',
    );
    const late = await post(
      `${path}/modifier`,
      resourceForm({ title: 'Disputée', producer: 'La seconde', facet_kind: ['fiche'], version: '1' }),
      'copilot',
    );
    expect(late.statusCode).toBe(409);
    const words = wordsIn(late);
    for (const said of ['La première', 'La seconde', 'Nature : Guide', 'Nature : Fiche'])
      expect(words).toContain(said);
    expect(late.body).toContain('name="version" value="2"');
  });

  test('is withdrawn with a reason, told on its page, and brought back', async () => {
    const path = await create({ title: 'Passagère' });
    const asked = { motif: 'Le lien est mort.', version: '1' };
    expect((await post(`${path}/retrait`, { ...asked, motif: '' }, 'copilot')).statusCode).toBe(422);
    expect((await post(`${path}/retrait`, asked, 'copilot')).statusCode).toBe(303);
    expect(wordsIn(await get(path))).toContain('Ressource retirée du catalogue');
    expect((await get(`${base}.json?q=passagère`)).json().total).toBe(0);
    // A second click finds it changed.
    expect((await post(`${path}/retrait`, asked, 'copilot')).statusCode).toBe(422);
    await post(`${path}/retrait`, { motif: 'Elle revit.', version: '2' }, 'copilot');
    expect((await get(`${base}.json?q=passagère`)).json().total).toBe(1);
    const history = wordsIn(await get(`${path}/historique`));
    for (const said of ['Le lien est mort.', 'Retirée', 'Elle revit.', 'Remise au catalogue'])
      expect(history).toContain(said);
  });
});

describe('the history', () => {
  test('tells what changed to all, names to those who keep the catalogue, and a version comes back', async () => {
    const path = await create({ title: 'Historique' });
    await post(
      `${path}/modifier`,
      resourceForm({ title: 'Historique', summary: 'Autre résumé.', motif: 'Mise à jour.', version: '1' }),
      'copilot',
    );
    const page = wordsIn(await get(`${path}/historique`));
    expect(page).toContain('Mise à jour.');
    expect(page).toMatch(/Ce qui change :\s*résumé/);
    expect(page).not.toContain('Camille Pilote');
    expect(wordsIn(await get(`${path}/historique`, 'team'))).toContain('Camille Pilote');
    expect((await get(`${path}/historique/1/retablissement`, 'member')).statusCode).toBe(403);
    expect((await get(`${path}/historique/9/retablissement`, 'copilot')).statusCode).toBe(404);
    expect((await post(`${path}/historique/1/retablissement`, {}, 'copilot')).statusCode).toBe(303);
    expect(await dataOf(path)).toMatchObject({ summary: 'Comment sauvegarder, et restaurer.', version: 3 });
    expect((await post(`${path}/historique/1/retablissement`, {}, 'copilot')).statusCode).toBe(422);
  });
});

/** Words that stand where a slug would in the addresses of a catalogue. */
const staticWords = () => [
  ...new Set(
    routesOf(scene.t).flatMap(
      ({ pattern }) => /^\/catalogues\/:catalogue\/([a-z][a-z-]*)(?=\/|$)/.exec(pattern)?.[1] ?? [],
    ),
  ),
];
