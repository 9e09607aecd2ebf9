import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../../test/agenda.ts';
import { type Keeper, startKeptCatalogues } from '../../../../test/catalogue.ts';
import { findSelection } from './selection.ts';

let scene: Awaited<ReturnType<typeof startKeptCatalogues>>;
beforeAll(async () => {
  scene = await startKeptCatalogues();
});
afterAll(() => scene.t.close());
beforeEach(() => scene.fresh());

const get = (path: string, who?: Keeper) => scene.t.get(path, who && scene.as(who));
const post = async (path: string, fields: Record<string, string | string[]>, who?: Keeper) => {
  const answer = await scene.t.post(path, fields, who && scene.as(who));
  scene.fresh();
  return answer;
};
const idOf = async (slug: string) =>
  (await scene.t.db.selectFrom('resources').select('id').where('slug', '=', slug).executeTakeFirstOrThrow())
    .id;
const words = { title: 'Pour nos mairies rurales', introduction: 'À lire **dans l’ordre**.' };
const create = async (who: Keeper, values: Record<string, string> = {}) => {
  const answer = await post('/selections/nouvelle', { ...words, ...values }, who);
  expect(answer.statusCode, wordsIn(answer)).toBe(303);
  return String(answer.headers.location).replace(/\/ressources$/, '');
};
const publish = async (path: string, version: string, who: Keeper, values: Record<string, string> = {}) =>
  post(`${path}/modifier`, { ...words, etat: 'publiee', version, ...values }, who);
const slugsOf = async (path: string): Promise<string[]> =>
  (await get(`${path}.json`))
    .json()
    .items.map(({ resource }: { resource: { slug: string } }) => resource.slug);

describe('the selections that the product ships', () => {
  test('say who made them, hold real resources in order, and are data too', async () => {
    const list = wordsIn(await get('/selections'));
    expect(list).toContain('Premiers gestes d’une petite commune');
    const path = '/selections/premiers-gestes-d-une-petite-commune';
    const page = wordsIn(await get(path));
    expect(page).toContain('composée par l’équipe qui développe Cordée');
    expect(await slugsOf(path)).toEqual([
      'test-maturite-cyber',
      'parcours-cyberdepart-mesures',
      'bonnes-pratiques-sauvegardes',
      'diagnostic-monaidecyber',
      '17cyber',
    ]);
    expect((await get('/selections.json')).json()).toMatchObject({
      total: 2,
      items: [{ start_up: true }, {}],
    });
    const door = await findSelection(scene.t.db, 'premiers-gestes-d-une-petite-commune');
    expect(door?.items).toHaveLength(5);
  });
});

describe('who makes selections', () => {
  test('copilots for their catalogue, associations in their own name, the team; nobody else', async () => {
    expect((await get('/selections/nouvelle')).headers.location).toContain('/connexion');
    for (const who of ['stranger', 'member', 'state'] as const)
      expect((await get('/selections/nouvelle', who)).statusCode, who).toBe(403);
    const own = await create('association');
    expect(wordsIn(await get(own, 'association'))).toContain('AMRF – Association des maires ruraux');
    const kept = await create('copilot');
    expect(wordsIn(await get(kept, 'copilot'))).toContain('Copilotes du catalogue de cybersécurité');
    // The name of another cannot be borrowed.
    const borrowed = await post('/selections/nouvelle', { ...words, auteur: 'equipe' }, 'association');
    expect(
      wordsIn(await get(String(borrowed.headers.location).replace('/ressources', ''), 'association')),
    ).toContain('AMRF');
    expect((await post('/selections/nouvelle', { ...words, auteur: 'organisme' }, 'team')).statusCode).toBe(
      422,
    );
    expect((await post('/selections/nouvelle', { ...words, auteur: 'equipe' }, 'team')).statusCode).toBe(303);
  });

  test('a draft does not exist for others, by any address', async () => {
    const path = await create('association');
    for (const page of ['', '.json', '/modifier', '/ressources', '/suppression'])
      for (const who of ['stranger', 'copilot', 'state'] as const)
        expect((await get(path + page, who)).statusCode, `${who} ${page}`).toBe(404);
    expect((await get(path)).statusCode).toBe(404);
    expect(wordsIn(await get('/selections', 'association'))).toContain('Vos brouillons');
    expect((await get('/selections')).body).not.toContain(path);
    expect((await get('/selections', 'copilot')).body).not.toContain(`"${path}"`);
  });

  test('a published one is read by all, and written by those whose it is', async () => {
    const path = await create('association', { title: 'Publiée et gardée' });
    await post(`${path}/ressources`, { ressource: await idOf('silene') }, 'association');
    expect((await publish(path, '2', 'association')).statusCode).toBe(303);
    expect(wordsIn(await get(path))).toContain('SILENE');
    expect((await get(path)).body).toContain('<strong>dans l’ordre</strong>');
    for (const who of ['stranger', 'copilot', 'foreignCopilot', 'state'] as const) {
      expect((await get(`${path}/modifier`, who)).statusCode, who).toBe(403);
      expect((await post(`${path}/ressources`, { ressource: await idOf('17cyber') }, who)).statusCode).toBe(
        403,
      );
    }
    expect((await get(`${path}/modifier`, 'team')).statusCode).toBe(200);
    expect((await post(`${path}/suppression`, {}, 'association')).statusCode).toBe(422);
  });
});

describe('the list of a selection', () => {
  test('is found by words or by an address, put in order, noted, and taken apart, by buttons', async () => {
    const path = await create('copilot', { title: 'Liste' });
    const found = await get(`${path}/ressources?q=hame%C3%A7onnage`, 'copilot');
    expect(found.body).toContain('name="ressource"');
    const byAddress = await get(
      `${path}/ressources?q=${encodeURIComponent('http://cordee.test/catalogues/donnees/scdl-prenoms')}`,
      'copilot',
    );
    expect(byAddress.body).toContain(await idOf('scdl-prenoms'));
    const slugs = ['silene', 'scdl-prenoms', '17cyber'];
    for (const slug of slugs) await post(`${path}/ressources`, { ressource: await idOf(slug) }, 'copilot');
    const twice = await scene.t.app.inject({
      method: 'POST',
      url: `${path}/ressources`,
      payload: `ressource=${await idOf('silene')}`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        cookie: scene.as('copilot') ?? '',
        'sec-fetch-site': 'same-origin',
      },
    });
    expect(twice.statusCode).toBe(422);
    await post(`${path}/ressources/${await idOf('17cyber')}/ordre`, { sens: 'haut' }, 'copilot');
    await post(`${path}/ressources/${await idOf('silene')}/ordre`, { sens: 'haut' }, 'copilot');
    await post(
      `${path}/ressources/${await idOf('17cyber')}/note`,
      { note: 'Le jour <b>venu</b>.' },
      'copilot',
    );
    await publish(path, '7', 'copilot', { title: 'Liste' });
    expect(await slugsOf(path)).toEqual(['silene', '17cyber', 'scdl-prenoms']);
    const page = await get(path);
    expect(page.body).toContain('Le jour &lt;b>venu&lt;/b>.');
    await post(`${path}/ressources/${await idOf('17cyber')}/retrait`, {}, 'copilot');
    expect(await slugsOf(path)).toEqual(['silene', 'scdl-prenoms']);
    expect((await get('/administration/journal', 'team')).body).toContain(
      'a modifié les ressources de la sélection',
    );
  });

  test('forged ids change nothing', async () => {
    const path = await create('copilot', { title: 'Forgée' });
    for (const id of ['00000000-0000-4000-8000-000000000000', await idOf('silene')])
      expect((await post(`${path}/ressources/${id}/ordre`, { sens: 'haut' }, 'copilot')).statusCode).toBe(
        404,
      );
    expect((await post(`${path}/ressources`, { ressource: 'x' }, 'copilot')).statusCode).toBe(422);
    expect(
      (await post(`${path}/ressources`, { ressource: '00000000-0000-4000-8000-000000000000' }, 'copilot'))
        .statusCode,
    ).toBe(422);
  });

  test('nothing empty is published; a withdrawn resource leaves the list, and its editor is told', async () => {
    const path = await create('copilot', { title: 'Fragile' });
    const empty = await publish(path, '1', 'copilot', { title: 'Fragile' });
    expect(empty.statusCode).toBe(422);
    expect(empty.body).toContain('href="#etat"');
    for (const slug of ['silene', 'cyberdico'])
      await post(`${path}/ressources`, { ressource: await idOf(slug) }, 'copilot');
    await publish(path, '3', 'copilot', { title: 'Fragile' });
    await scene.t.db
      .updateTable('resources')
      .set({ published: false })
      .where('slug', '=', 'cyberdico')
      .execute();
    scene.fresh();
    expect(await slugsOf(path)).toEqual(['silene']);
    expect((await get(path)).body).not.toContain('CyberDico');
    const editing = wordsIn(await get(`${path}/ressources`, 'copilot'));
    expect(editing).toContain('1 ressource n’est plus au catalogue');
    expect(editing).toContain('CyberDico');
    const kept = await findSelection(scene.t.db, path.split('/').at(-1) ?? '');
    expect(kept?.items.map(({ resource }) => resource.slug)).toEqual(['silene']);
  });
});

describe('its words', () => {
  test('two people at once: the second reads both texts', async () => {
    const path = await create('copilot', { title: 'Disputée' });
    await post(
      `${path}/modifier`,
      { title: 'La première', introduction: 'x', etat: 'brouillon', version: '1' },
      'team',
    );
    const late = await post(
      `${path}/modifier`,
      { title: 'La seconde', introduction: 'x', etat: 'brouillon', version: '1' },
      'copilot',
    );
    expect(late.statusCode).toBe(409);
    for (const said of ['La première', 'La seconde']) expect(wordsIn(late)).toContain(said);
  });

  test('hold no script, and no title takes the address of a page', async () => {
    const path = await create('copilot', {
      title: 'Nouvelle',
      introduction: '<script>alert(1)</script> [clic](javascript:alert(1)) <img src=x onerror=alert(1)>',
    });
    expect(path).toBe('/selections/nouvelle-2');
    const { body } = await get(path, 'copilot');
    expect(body).not.toMatch(/<script>alert|href="javascript|<img src="?x/);
  });

  test('whoever writes a selection of the product makes it theirs', async () => {
    const path = '/selections/apres-une-cyberattaque-les-premieres-heures';
    await post(`${path}/ressources/${await idOf('17cyber')}/ordre`, { sens: 'bas' }, 'copilot');
    const page = wordsIn(await get(path));
    expect(page).not.toContain('équipe qui développe');
    expect(page).toContain('Copilotes du catalogue de cybersécurité');
  });
});

describe('the search of the site', () => {
  const found = async (q: string): Promise<string[]> =>
    (await get(`/recherche.json?q=${encodeURIComponent(q)}&type=selections`))
      .json()
      .items.map(({ url }: { url: string }) => url.replace(/^https?:\/\/[^/]+/, ''));

  test('finds what is published by its own words, as it is now, and no draft', async () => {
    expect(await found('premiers gestes commune')).toEqual([
      '/selections/premiers-gestes-d-une-petite-commune',
    ]);
    const title = 'Zéphyr des mairies';
    const path = await create('copilot', { title });
    await post(`${path}/ressources`, { ressource: await idOf('silene') }, 'copilot');
    expect(await found('zephyr')).toEqual([]);
    await publish(path, '2', 'copilot', { title });
    expect(await found('zephyr')).toEqual([path]);
    await publish(path, '3', 'copilot', { title: 'Mistral des mairies' });
    expect(await found('zephyr')).toEqual([]);
    expect(await found('mistral')).toEqual([path]);
    await publish(path, '4', 'copilot', { title, etat: 'brouillon' });
    for (const word of ['mistral', 'zephyr']) expect(await found(word)).toEqual([]);
  });
});

describe('its history', () => {
  const history = async (path: string, who?: Keeper) => wordsIn(await get(`${path}/historique`, who));

  test('says what changed, when and where its author works; names and drafts are for those who keep it', async () => {
    const title = 'Racontée';
    const path = await create('association', { title, introduction: 'Brouillon confidentiel.' });
    const silene = await idOf('silene');
    await post(`${path}/ressources`, { ressource: silene }, 'association');
    await publish(path, '2', 'association', { title, introduction: 'Texte public.' });
    await post(`${path}/ressources`, { ressource: await idOf('17cyber') }, 'association');
    await post(`${path}/ressources/${await idOf('17cyber')}/ordre`, { sens: 'haut' }, 'association');
    await post(`${path}/ressources/${silene}/note`, { note: 'Pour <b>commencer</b>.' }, 'association');
    await post(`${path}/ressources/${silene}/retrait`, {}, 'association');

    const seen = await history(path);
    const { title: typed } = await scene.t.db
      .selectFrom('resources')
      .select('title')
      .where('id', '=', silene)
      .executeTakeFirstOrThrow();
    const named = typed.replaceAll("'", '’');
    const acts = [
      'Première version publiée',
      '« 17Cyber » ajoutée',
      'Ordre modifié',
      `Mot sur « ${named} » modifié`,
      `« ${named} » enlevée`,
    ];
    const places = acts.map((act) => seen.indexOf(act));
    expect(places.every((place) => place > 0)).toBe(true);
    // The latest first.
    expect(places).toEqual([...places].sort((a, b) => b - a));
    expect(seen).toContain('AMRF');
    expect(seen).not.toContain('Aline');
    expect(seen).not.toContain('confidentiel');
    expect(seen).not.toContain('<b>commencer');
    for (const who of ['stranger', 'copilot'] as const) {
      const read = await history(path, who);
      expect(read).not.toContain('confidentiel');
      expect(read).not.toContain('Aline');
    }
    const own = await history(path, 'association');
    expect(own).toContain('Aline Amrf');
    expect(own).toContain('Brouillon créé');
    expect(own).toContain('confidentiel');
    expect((await get(path)).body).toContain(`href="${path}/historique"`);
  });

  test('of a draft does not exist for others', async () => {
    const path = await create('association', { title: 'Cachée' });
    for (const who of ['stranger', 'copilot', undefined] as const)
      expect((await get(`${path}/historique`, who)).statusCode).toBe(404);
    expect((await get(`${path}/historique`, 'association')).statusCode).toBe(200);
  });

  test('of what the product ships starts with it', async () => {
    expect(await history('/selections/premiers-gestes-d-une-petite-commune')).toContain(
      'Première version publiée',
    );
  });
});
