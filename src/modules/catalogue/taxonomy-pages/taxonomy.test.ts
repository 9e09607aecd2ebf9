import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../../test/agenda.ts';
import { type Keeper, resourceForm, startKeptCatalogues } from '../../../../test/catalogue.ts';

let scene: Awaited<ReturnType<typeof startKeptCatalogues>>;
beforeAll(async () => {
  scene = await startKeptCatalogues();
});
afterAll(() => scene.t.close());
beforeEach(() => scene.fresh());

const home = '/administration/taxonomie';
const get = (path: string, who?: Keeper) => scene.t.get(path, who && scene.as(who));
const post = async (path: string, fields: Record<string, string | string[]>, who: Keeper = 'team') => {
  const answer = await scene.t.post(path, fields, scene.as(who));
  scene.fresh();
  return answer;
};
const valuesOf = (facet: string) =>
  scene.t.db
    .selectFrom('facet_values')
    .select(['code', 'label', 'version', 'retired_at'])
    .where('facet', '=', facet)
    .orderBy('position')
    .execute();
const codes = async (facet: string) => (await valuesOf(facet)).map(({ code }) => code);
const versionOf = async (facet: string, code: string) =>
  String((await valuesOf(facet)).find((one) => one.code === code)?.version);

describe('rights', () => {
  test.each([
    '',
    '/needs',
    '/needs/modifier',
    '/needs/valeurs/nouvelle',
    '/needs/valeurs/reagir/retrait',
    '/synonymes',
    '/synonymes/nouveau',
  ])('the taxonomy%s is the programme team’s', async (page) => {
    expect((await get(home + page)).headers.location).toContain('/connexion');
    for (const who of ['stranger', 'copilot', 'association'] as const)
      expect((await get(home + page, who)).statusCode, who).toBe(403);
    expect((await get(home + page, 'team')).statusCode).toBe(200);
  });

  test('what is not there is not found; what follows from the rest takes no value', async () => {
    for (const page of [
      '/inconnue',
      '/needs/valeurs/inconnue/modifier',
      '/Needs',
      '/coverage/valeurs/nouvelle',
      '/confidence/valeurs/low/retrait',
      '/synonymes/00000000-0000-4000-8000-000000000000/modifier',
    ])
      expect((await get(home + page, 'team')).statusCode, page).toBe(404);
  });
});

describe('a value', () => {
  test('changes its words, never its code; resources are found by the new label, once a job has run', async () => {
    const fields = { label: 'Riposter', definition: 'Pendant ou juste après.' };
    expect(
      (await post(`${home}/needs/valeurs/reagir/modifier`, { ...fields, version: '1' }, 'copilot'))
        .statusCode,
    ).toBe(403);
    const done = await post(`${home}/needs/valeurs/reagir/modifier`, {
      ...fields,
      version: await versionOf('needs', 'reagir'),
    });
    expect(done.statusCode, wordsIn(done)).toBe(303);
    expect(await codes('needs')).toContain('reagir');
    expect(wordsIn(await get('/catalogues/cybersecurite/17cyber'))).toContain('Riposter');
    const total = async () => (await get('/catalogues/cybersecurite.json?q=riposter')).json().total;
    expect(await total()).toBeLessThan(10);
    await scene.t.runJobs();
    scene.fresh();
    expect(await total()).toBeGreaterThan(30);
  });

  test('two people at once: the second reads both texts', async () => {
    const version = await versionOf('needs', 'financer');
    const path = `${home}/needs/valeurs/financer/modifier`;
    await post(path, { label: 'Payer', definition: 'Trouver un budget.', version });
    const late = await post(path, { label: 'Budgéter', definition: 'Trouver un budget.', version });
    expect(late.statusCode).toBe(409);
    for (const said of ['Payer', 'Budgéter']) expect(wordsIn(late)).toContain(said);
  });

  test('is added with a code of its own, and not twice', async () => {
    const added = await post(`${home}/needs/valeurs/nouvelle`, {
      label: 'Mutualiser',
      definition: 'Faire à plusieurs.',
    });
    expect(added.statusCode).toBe(303);
    expect((await codes('needs')).at(-1)).toBe('mutualiser');
    const twice = await post(`${home}/needs/valeurs/nouvelle`, {
      label: 'mutualisér',
      definition: 'Encore.',
    });
    expect(twice.statusCode).toBe(422);
    expect(twice.body).toContain('href="#label"');
    expect((await post(`${home}/needs/valeurs/nouvelle`, { label: '', definition: '' })).statusCode).toBe(
      422,
    );
    const script = await post(`${home}/needs/valeurs/nouvelle`, {
      label: '<script>alert(1)</script>',
      definition: '"><img src=x onerror=alert(1)>',
    });
    expect(script.statusCode).toBe(303);
    const { body } = await get(`${home}/needs`, 'team');
    expect(body).not.toMatch(/<script>alert|<img src=x/);
    expect(await codes('needs')).toContain('script-alert-1-script');
  });

  test('retired, it is offered to nobody new, and those that have it keep it', async () => {
    const path = `${home}/kind/valeurs/podcast/retrait`;
    expect((await post(path, { retirer: 'oui' })).statusCode).toBe(303);
    const form = (await get('/catalogues/cybersecurite/nouvelle', 'copilot')).body;
    expect(form).not.toContain('value="podcast"');
    // Whoever has it may be saved again with it.
    const created = await post(
      '/catalogues/cybersecurite/nouvelle',
      resourceForm({ title: 'Un podcast', facet_kind: ['podcast'] }),
      'copilot',
    );
    const page = String(created.headers.location);
    expect((await get(`${page}/modifier`, 'copilot')).body).toContain('n’est plus proposé');
    expect((await post(path, { retirer: 'non' })).statusCode).toBe(303);
    expect((await get('/catalogues/cybersecurite/nouvelle', 'copilot')).body).toContain('value="podcast"');
  });

  test('moves by one place, not past the ends', async () => {
    const [first = '', second = '', ...others] = await codes('level');
    await post(`${home}/level/valeurs/${second}/ordre`, { sens: 'haut' });
    expect(await codes('level')).toEqual([second, first, ...others]);
    await post(`${home}/level/valeurs/${second}/ordre`, { sens: 'haut' });
    expect(await codes('level')).toEqual([second, first, ...others]);
    await post(`${home}/level/valeurs/${second}/ordre`, { sens: 'bas' });
    expect(await codes('level')).toEqual([first, second, ...others]);
  });

  test('each act is a line of the journal', async () => {
    const { body } = await get('/administration/journal', 'team');
    for (const said of [
      'a modifié dans la taxonomie la valeur',
      'a retiré de la taxonomie la valeur',
      'a ajouté à la taxonomie la valeur',
    ])
      expect(body).toContain(said);
  });
});

test('a facet changes its words, with its own conflicts', async () => {
  const fields = { label: 'Ce que je cherche', definition: 'Le besoin.' };
  expect((await post(`${home}/needs/modifier`, { ...fields, version: '1' })).statusCode).toBe(303);
  expect((await get('/catalogues/cybersecurite')).body).toContain('Ce que je cherche');
  expect((await post(`${home}/needs/modifier`, { ...fields, label: 'Autre', version: '1' })).statusCode).toBe(
    409,
  );
});

describe('synonyms', () => {
  const total = async (q: string) =>
    (await get(`/catalogues/cybersecurite.json?q=${encodeURIComponent(q)}`)).json().total;
  const idOf = async (word: string) => {
    const rows = await scene.t.db.selectFrom('search_synonyms').select(['id', 'words', 'version']).execute();
    return rows.find(({ words }) => words.includes(word));
  };

  test('are added, changed and removed, and the search follows', async () => {
    expect(await total('zigouillage')).toBe(0);
    expect((await post(`${home}/synonymes/nouveau`, { mots: 'zigouillage\n- hameçonnage' })).statusCode).toBe(
      303,
    );
    expect(await total('zigouillage')).toBeGreaterThan(3);
    const group = await idOf('zigouillage');
    const path = `${home}/synonymes/${group?.id}`;
    expect(
      (await post(`${path}/modifier`, { mots: 'zigouillage\nrançongiciel', version: '1' })).statusCode,
    ).toBe(303);
    const late = await post(`${path}/modifier`, { mots: 'zigouillage\nautre', version: '1' });
    expect(late.statusCode).toBe(409);
    expect(wordsIn(late)).toContain('rançongiciel');
    expect((await post(`${path}/suppression`, {}, 'copilot')).statusCode).toBe(403);
    expect((await post(`${path}/suppression`, {})).statusCode).toBe(303);
    expect(await total('zigouillage')).toBe(0);
    expect((await get(`${path}/modifier`, 'team')).statusCode).toBe(404);
  });

  test.each([['seul'], [''], ['!!!\n???'], ['a\na']])('%j is no group', async (mots) => {
    expect((await post(`${home}/synonymes/nouveau`, { mots })).statusCode).toBe(422);
  });
});
