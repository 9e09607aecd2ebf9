import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anAccount } from '../../../test/factories.ts';
import type { TestApp } from '../../../test/harness.ts';
import { startWithRollouts } from '../../../test/rollouts.ts';
import { aProduct, aVendor } from '../../../test/vendors.ts';

let t: TestApp;
let zulu: Awaited<ReturnType<typeof aVendor>>;
let eole: Awaited<ReturnType<typeof aVendor>>;

beforeAll(async () => {
  t = await startWithRollouts();
});
afterAll(() => t.close());

const text = async (url: string) =>
  (await t.get(url)).body.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

test('without vendors, pages say so and invent none', async () => {
  expect(await text('/editeurs')).toContain('Aucun éditeur pour l’instant');
  expect((await t.get('/editeurs.json')).json()).toMatchObject({ total: 0, items: [] });
  expect(await text('/editeurs/comme-ma-collectivite?collectivite=74004')).toContain(
    'Aucune n’a d’éditeur déclaré.',
  );
  expect(await text('/collectivites/communes/74010')).toContain('Aucun éditeur n’a dit ici l’équiper.');
});

describe('with vendors', () => {
  beforeAll(async () => {
    zulu = await aVendor(t, { name: 'Zulu' });
    eole = await aVendor(t, { name: 'Éole <i>' });
    const france = await aProduct(t, eole.vendor, eole.person, { name: 'Clé', rollouts: ['franceconnect'] });
    const equips = (product: string, authority: string, more = {}) => ({
      product_id: product,
      authority_id: authority,
      from_day: '2026-01-15',
      told_at: t.clock.now(),
      standing: 'told' as const,
      until_day: null as string | null,
      ...more,
    });
    // Alex's population is 1,107: those are near, in the same département.
    const { rows } = await t.pool.query(
      `select id from authorities where kind = 'commune' and department_id = 'departement:74' and id <> 'commune:74003'
       order by abs(population - (select population from authorities where id = 'commune:74003')), id limit 6`,
    );
    const near: string[] = rows.map(({ id }) => id);
    await t.db
      .insertInto('equipments')
      .values([
        ...near.slice(0, 5).map((id) => equips(zulu.product, id)),
        equips(eole.product, near[0] ?? ''),
        equips(france, near[1] ?? ''),
        equips(eole.product, near[5] ?? '', { standing: 'contested' }),
        equips(eole.product, near[4] ?? '', { until_day: '2026-06-30' }),
        equips(eole.product, 'departement:74'),
      ])
      .execute();
    // Nobody listens to the database here.
    t.deps.pageCache.clear();
  });

  test('the list goes by the alphabet, whatever they equip, and is searched and narrowed', async () => {
    const names = async (query = '') =>
      (await t.get(`/editeurs.json${query}`)).json().items.map(({ name }: { name: string }) => name);
    expect(await names()).toEqual(['Éole <i>', 'Zulu']);
    expect(await names('?q=zul')).toEqual(['Zulu']);
    expect(await names('?q=cle')).toEqual(['Éole <i>']);
    expect(await names('?deploiement=franceconnect')).toEqual(['Éole <i>']);
    expect(await names('?q=zzz')).toEqual([]);
    const { body } = await t.get('/editeurs?deploiement=demat-ads');
    expect(body).toContain('Éole &lt;i>');
    expect((await t.get('/editeurs?q=zzz')).body).toContain('Aucun éditeur sous ces filtres');
    const rows: string[][] = parse((await t.get('/editeurs.csv')).body, { bom: true, delimiter: ';' });
    expect(rows[1]).toContain('Déclaré par l’éditeur');
  });

  test('a vendor’s page counts by kind and by département, with what it does not tell', async () => {
    const data = (await t.get('/editeurs/eole-i.json')).json();
    expect(data.authorities).toMatchObject({
      total: 3,
      contested: 1,
      by_departement: [{ code: '74', count: 3 }],
    });
    expect(data.authorities.by_kind).toContainEqual({ kind: 'departement', count: 1, unknown: 100 });
    const page = await text('/editeurs/eole-i');
    expect(page).toContain('Dont l’éditeur ne dit rien');
    expect(page).toContain('1 lien contesté par sa collectivité n’est pas compté');
    expect((await t.get('/editeurs/eole-i/collectivites.json?departement=74')).json().total).toBe(3);
    expect((await t.get('/editeurs/eole-i/collectivites.json?departement=01')).json().total).toBe(0);
    expect((await t.get('/editeurs/eole-i/collectivites?page=9&produit=x')).statusCode).toBe(200);
    for (const url of [
      '/editeurs/zz',
      '/editeurs/zz.json',
      '/editeurs/zz/collectivites',
      '/editeurs/zz/collectivites.csv',
      '/editeurs/dinum',
    ])
      expect([url, (await t.get(url)).statusCode]).toEqual([url, 404]);
  });

  test('those that equip authorities like mine go by the alphabet, with counts, examples and what is not known', async () => {
    const url = '/editeurs/comme-ma-collectivite';
    const alike = (await t.get(`${url}.json?collectivite=74003&ou=departement`)).json();
    expect(alike).toMatchObject({ compared: 100, untold: 95, source: 'vendor' });
    expect(alike.items.map(({ name, count }: { name: string; count: number }) => [name, count])).toEqual([
      ['Éole <i>', 2],
      ['Zulu', 5],
    ]);
    expect(alike.items[1].examples).toHaveLength(3);
    expect(alike.items[1].examples[0]).toMatchObject({ product: 'Logiciel Zulu', since: '2026-01-15' });
    const page = await text(`${url}?collectivite=74003&ou=departement`);
    expect(page).toContain('95 d’entre elles n’ont aucun éditeur déclaré.');
    expect(page.indexOf('Éole')).toBeLessThan(page.indexOf('>Zulu<'));
    const narrowed = (
      await t.get(`${url}.json?collectivite=74003&ou=departement&deploiement=franceconnect`)
    ).json();
    expect(narrowed.items.map(({ count }: { count: number }) => count)).toEqual([1]);
    const rows: string[][] = parse((await t.get(`${url}.csv?collectivite=74003`)).body, {
      bom: true,
      delimiter: ';',
    });
    expect(rows.slice(1).map(([name]) => name)).toEqual(['Éole <i>', 'Zulu']);
  });

  test('a name that several bear is for the reader to settle; a wrong one is told', async () => {
    const url = '/editeurs/comme-ma-collectivite';
    const several = await t.get(`${url}?collectivite=Saint-Denis`);
    expect(several.statusCode).toBe(422);
    expect(several.body).toContain('Laquelle est-ce');
    const wrong = await t.get(`${url}?collectivite=${encodeURIComponent('<script>')}`);
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Aucune collectivité ne correspond');
    expect((await t.get(`${url}.json`)).statusCode).toBe(404);
    expect((await t.get(`${url}.json?collectivite=zz`)).statusCode).toBe(404);
    expect((await t.get(`${url}?collectivite=region:84`)).statusCode).toBe(200);
  });

  test('an authority’s page says who equips it, as data too; a contested link is told so', async () => {
    const { rows } = await t.pool.query(
      "select authority_id, code from equipments join authorities on authorities.id = authority_id where standing = 'contested'",
    );
    const page = await text(`/collectivites/communes/${rows[0].code}`);
    expect(page).toContain('Contesté par la collectivité');
    expect((await t.get(`/collectivites/communes/${rows[0].code}.json`)).json().vendors).toEqual([]);
    expect((await t.get('/collectivites/departements/74.json')).json().vendors).toMatchObject([
      { slug: 'eole-i', source: 'vendor', since: '2026-01-15' },
    ]);
  });

  test('they are found by the search, in the site map and by robots', async () => {
    expect((await t.get('/recherche?q=zulu&type=editeurs')).body).toContain('href="/editeurs/zulu"');
    expect((await t.get('/plan-du-site')).body).toContain('href="/editeurs"');
    expect((await t.get('/sitemap-contenus.xml')).body).toContain('/editeurs/zulu<');
  });
});

describe('the programme team', () => {
  let team: string;
  beforeAll(async () => {
    team = await t.signIn((await anAccount(t.db, { roles: ['programme-team'] })).id);
  });
  const base = '/administration/editeurs';
  const opening = { nom: 'Nouvel Éditeur', siren: '120 027 016', site: 'www.exemple.fr' };

  test('alone opens spaces and lets people in', async () => {
    const stranger = await t.signIn(zulu.person.id);
    for (const url of [
      base,
      `${base}/nouveau`,
      `${base}/zulu`,
      `${base}/zulu/modifier`,
      `${base}/zulu/rattacher`,
    ]) {
      expect([url, (await t.get(url)).headers.location]).toEqual([
        url,
        expect.stringContaining('/connexion'),
      ]);
      expect([url, (await t.get(url, stranger)).statusCode]).toEqual([url, 403]);
      expect([url, (await t.get(url, team)).statusCode]).toEqual([url, 200]);
    }
    expect((await t.post(`${base}/nouveau`, opening, stranger)).statusCode).toBe(403);
    expect(
      (await t.post(`${base}/eole-i/rattacher`, { adresse: zulu.person.email }, stranger)).statusCode,
    ).toBe(403);
    expect((await t.get(`${base}/zz`, team)).statusCode).toBe(404);
  });

  test.each([
    ['no name', { nom: '' }, 'Indiquez le nom'],
    ['a SIREN whose key is wrong', { siren: '120027017' }, 'ne s’accordent pas'],
    ['a SIREN too short', { siren: '1200270' }, 'neuf chiffres'],
    ['an address that is none', { site: 'ftp://x' }, 'incorrecte'],
    ['a name that has a space', { nom: 'zulu' }, 'a déjà un espace'],
  ])('is told beside the field of %s', async (_, values, message) => {
    const { statusCode, body } = await t.post(`${base}/nouveau`, { ...opening, ...values }, team);
    expect(statusCode).toBe(422);
    expect(body).toContain(message);
  });

  test('opens a space for who asks, lets a person in after review, and shuts them out; all is kept in the journal', async () => {
    const { statusCode, headers } = await t.post(`${base}/nouveau`, opening, team);
    expect([statusCode, headers.location]).toEqual([303, `${base}/nouvel-editeur`]);
    expect((await t.post(`${base}/nouveau`, { ...opening, nom: 'Autre' }, team)).body).toContain(
      'Ce SIREN est celui de',
    );
    const clerk = await anAccount(t.db);
    const attach = (adresse: string) => t.post(`${base}/nouvel-editeur/rattacher`, { adresse }, team);
    for (const [address, message] of [
      ['personne@exemple.fr', 'Aucun compte actif'],
      [clerk.email, 'corrigez d’abord sa fiche'],
      [zulu.person.email, 'travaille ailleurs'],
      ['pas une adresse', 'incorrecte'],
    ] as const) {
      const refused = await attach(address);
      expect([address, refused.statusCode]).toEqual([address, 422]);
      expect(refused.body).toContain(message);
    }
    const person = await anAccount(t.db, { authorityId: null, name: 'Ana Nouvelle' });
    await t.db
      .updateTable('accounts')
      .set({ quality: 'editeur', affiliation_label: 'Nouvel éditeur' })
      .where('id', '=', person.id)
      .execute();
    const cookie = await t.signIn(person.id);
    const space = '/editeurs/nouvel-editeur/espace';
    expect((await t.get(space, cookie)).statusCode).toBe(404);
    expect((await attach(person.email)).statusCode).toBe(303);
    expect((await t.get(space, cookie)).statusCode).toBe(200);
    expect((await t.get('/espace', cookie)).body).toContain(space);
    expect((await t.mails()).at(-1)).toMatchObject({ to: person.email });
    expect(
      (await t.post(`${base}/nouvel-editeur/personnes/${person.id}/retrait`, {}, cookie)).statusCode,
    ).toBe(403);
    expect((await t.post(`${base}/nouvel-editeur/personnes/${person.id}/retrait`, {}, team)).statusCode).toBe(
      303,
    );
    expect((await t.get(space, cookie)).statusCode).toBe(404);
    const journal = (await t.get('/administration/journal', team)).body;
    for (const words of [
      'a ouvert l’espace de l’éditeur',
      'a donné accès à l’espace',
      'a retiré l’accès à l’espace',
    ])
      expect(journal).toContain(words);
  });

  test('corrects a vendor', async () => {
    const { statusCode } = await t.post(
      `${base}/nouvel-editeur/modifier`,
      { nom: 'Éditeur renommé', siren: '120027016', site: '' },
      team,
    );
    expect(statusCode).toBe(303);
    expect((await t.get('/editeurs/nouvel-editeur')).body).toContain('Éditeur renommé');
    expect((await t.get('/organismes/nouvel-editeur')).body).toContain('Éditeur renommé');
  });
});
