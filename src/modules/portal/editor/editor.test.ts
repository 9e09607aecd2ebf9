import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAccount } from '../../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';

const path = '/administration/pages';
let t: TestApp;
let team: string;
let stranger: string;

beforeAll(async () => {
  t = await startTestApp();
  team = await t.signIn((await anAccount(t.db, { name: 'Ariane', roles: ['programme-team'] })).id);
  stranger = await t.signIn((await anAccount(t.db)).id);
});
afterAll(() => t.close());

const typed = {
  type: 'page',
  titre: 'Une page',
  permalien: '/une-page',
  resume: 'En une phrase.',
  corps: '## Bonjour\n\nLe texte.',
  etat: 'publiee',
};

let count = 0;
async function aPage(values: Record<string, string> = {}): Promise<{ url: string; permalink: string }> {
  count += 1;
  const permalink = `/page-${count}`;
  const answer = await t.post(`${path}/nouvelle`, { ...typed, permalien: permalink, ...values }, team);
  expect(answer.statusCode).toBe(303);
  return { url: String(answer.headers.location), permalink };
}

const verbs = async () =>
  (await t.db.selectFrom('audit_events').select('verb').orderBy('id', 'desc').limit(2).execute()).map(
    ({ verb }) => verb,
  );

describe('rights', () => {
  it.each([path, `${path}/nouvelle`])('%s is the programme team’s', async (url) => {
    expect((await t.get(url)).headers.location).toContain('/connexion');
    expect((await t.get(url, stranger)).statusCode).toBe(403);
    expect((await t.get(url, team)).statusCode).toBe(200);
  });

  it('hold for every act on a page', async () => {
    const { url } = await aPage();
    for (const act of [url, `${url}/depublication`, `${url}/versions/1/restauration`]) {
      expect((await t.post(act, typed)).headers.location, act).toContain('/connexion');
      expect((await t.post(act, typed, stranger)).statusCode, act).toBe(403);
    }
    expect((await t.get(`${url}/versions`, stranger)).statusCode).toBe(403);
    expect((await t.post(`${path}/nouvelle`, typed, stranger)).statusCode).toBe(403);
  });
});

describe('creating', () => {
  it('publishes at once, and the journal says so', async () => {
    const { permalink } = await aPage({ titre: 'Toute neuve' });
    expect((await t.get(permalink)).body).toContain('Toute neuve');
    expect((await t.get('/recherche.json?q=neuve')).json().items[0].title).toBe('Toute neuve');
    expect(await verbs()).toEqual(['page.publish', 'page.create']);
  });

  it('acts once when the form is sent twice', async () => {
    const cle = '6f1c0a52-4a53-4c7e-9a5b-0f5f6f1d2c3b';
    const once = { ...typed, cle, permalien: '/deux-fois' };
    const first = await t.post(`${path}/nouvelle`, once, team);
    const second = await t.post(`${path}/nouvelle`, once, team);
    expect(second.headers.location).toBe(first.headers.location);
  });

  it.each([
    ['titre', '', 'Indiquez un titre.'],
    ['titre', 'a'.repeat(201), 'trop long'],
    ['titre', 'a\u0000b', 'caractère interdit'],
    ['corps', '   ', 'Écrivez le texte'],
    ['corps', 'a'.repeat(200_001), 'trop long'],
    ['permalien', '/groupes/x', 'celles du site lui-même'],
    ['permalien', '/a/../b', '«\u00a0/.\u00a0»'],
    ['permalien', 'sans-barre', 'commence par'],
    ['etat', 'ailleurs', 'Choisissez si la page est publiée.'],
    ['menu_rang', 'x', 'nombre entier'],
  ])('tells what is wrong with « %s » and keeps what was typed', async (name, value, message) => {
    const answer = await t.post(`${path}/nouvelle`, { ...typed, permalien: '/refusee', [name]: value }, team);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(answer.body).toContain(`href="#${name}"`);
    if (name !== 'resume') expect(answer.body).toContain('En une phrase.');
    expect((await t.get('/refusee')).statusCode).toBe(404);
  });

  it('refuses an address that another page has, slash or not, next to the field', async () => {
    const { permalink } = await aPage();
    const answer = await t.post(`${path}/nouvelle`, { ...typed, permalien: `${permalink}/` }, team);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('id="permalien-error"');
  });

  it('asks a news item for its date', async () => {
    const news = { ...typed, type: 'actualite', permalien: '/actualites/datee/' };
    const answer = await t.post(`${path}/nouvelle`, news, team);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Indiquez la date');
    expect((await t.post(`${path}/nouvelle`, { ...news, date: '2026-11-23' }, team)).statusCode).toBe(303);
    expect((await t.get('/actualites')).body).toContain('23 novembre 2026');
  });

  it('takes emoji as they are', async () => {
    const { permalink } = await aPage({ titre: 'La cordée 🧗' });
    expect((await t.get(permalink)).body).toContain('La cordée 🧗');
  });
});

describe('the preview', () => {
  it('shows the text in the form again, without saving it', async () => {
    const answer = await t.post(
      `${path}/nouvelle`,
      { ...typed, permalien: '/apercue', apercu: '1', corps: 'Un **gras** <script>x</script>' },
      team,
    );
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('<strong>gras</strong>');
    expect(answer.body).not.toContain('<script>x');
    expect((await t.get('/apercue')).statusCode).toBe(404);
  });

  it('gives a fragment to whoever is signed in', async () => {
    const texte = '## Titre\n\n<b>x</b> [y](javascript:alert)';
    const fragment = await t.post('/apercu', { texte }, stranger);
    expect(fragment.body).toContain('<h2>Titre</h2>');
    expect(fragment.body).not.toContain('<b>');
    expect(fragment.body).not.toContain('href="javascript');
    expect((await t.post('/apercu', { texte })).headers.location).toContain('/connexion');
    expect((await t.post('/apercu', { texte: 'a'.repeat(200_001) }, stranger)).statusCode).toBe(400);
  });
});

describe('editing', () => {
  it('answers a stale version with both texts, then saves', async () => {
    const { url, permalink } = await aPage();
    const mine = { ...typed, permalien: permalink, version: '1', corps: 'Mon texte.' };
    const theirs = { ...mine, corps: 'Leur texte.' };
    expect((await t.post(url, theirs, team)).statusCode).toBe(303);
    const conflict = await t.post(url, mine, team);
    expect(conflict.statusCode).toBe(409);
    expect(conflict.body).toMatch(/Ce que vous avez écrit<\/dt><dd[^>]*>Mon texte\./);
    expect(conflict.body.match(/role="alert"/g)).toHaveLength(1);
    expect(conflict.body).toContain('Leur texte.');
    expect(conflict.body).toContain('name="version" value="2"');
    expect((await t.get(permalink)).body).toContain('Leur texte.');
    expect((await t.post(url, { ...mine, version: '2' }, team)).statusCode).toBe(303);
    expect((await t.get(permalink)).body).toContain('Mon texte.');
  });

  it('writes no version when nothing changed', async () => {
    const { url, permalink } = await aPage();
    await t.post(url, { ...typed, permalien: permalink, version: '1' }, team);
    const id = url.split('/').at(-1) ?? '';
    const versions = await t.db.selectFrom('page_versions').selectAll().where('page_id', '=', id).execute();
    expect(versions).toHaveLength(1);
  });

  it('takes a page off the site and loses nothing', async () => {
    const { url, permalink } = await aPage({ titre: 'Retirable' });
    expect((await t.post(`${url}/depublication`, {}, team)).statusCode).toBe(303);
    expect((await t.get(permalink)).statusCode).toBe(404);
    expect((await t.get(permalink, team)).statusCode).toBe(200);
    expect((await t.get('/recherche.json?q=retirable')).json().total).toBe(0);
    expect(await verbs()).toContain('page.unpublish');
  });

  it('is a 404 for a page that does not exist', async () => {
    expect((await t.get(`${path}/00000000-0000-4000-8000-000000000000`, team)).statusCode).toBe(404);
  });
});

describe('the menu', () => {
  it('holds published pages by rank, without one that has the name of an entry of the site', async () => {
    await aPage({ menu_titre: 'Seconde', menu_rang: '20' });
    await aPage({ menu_titre: 'Première', menu_rang: '10' });
    await aPage({
      menu_titre: 'Livrables',
      menu_rang: '30',
      titre: 'Autres livrables',
      permalien: '/autres-livrables',
    });
    await aPage({ menu_titre: 'Cachée', menu_rang: '1', etat: 'brouillon' });
    const { body } = await t.get('/plan-du-site');
    const menu = body.slice(body.indexOf('cd-submenu'), body.indexOf('</details>'));
    expect(menu.indexOf('Première')).toBeGreaterThan(0);
    expect(menu.indexOf('Première')).toBeLessThan(menu.indexOf('Seconde'));
    expect(menu).not.toContain('/autres-livrables');
    expect(body).toContain('href="/autres-livrables"');
    expect(menu).not.toContain('Cachée');
  });
});

describe('the history', () => {
  it('shows who changed what, and brings an older version back as a new one', async () => {
    const { url, permalink } = await aPage({ corps: 'Le premier texte.' });
    await t.post(url, { ...typed, permalien: permalink, version: '1', corps: 'Le second texte.' }, team);
    const history = await t.get(`${url}/versions`, team);
    expect(history.body).toContain('Ariane');
    expect(history.body).toMatch(/<del>.*premier.*<\/del>/s);
    expect(history.body).toMatch(/<ins>.*second.*<\/ins>/s);
    expect((await t.post(`${url}/versions/1/restauration`, {}, team)).statusCode).toBe(303);
    expect((await t.get(permalink)).body).toContain('Le premier texte.');
    expect((await t.get(`${url}/versions`, team)).body).toContain('Version 3');
    expect(await verbs()).toContain('page.restore');
  });

  it('never publishes by bringing back', async () => {
    const { url, permalink } = await aPage({ corps: 'Publié puis retiré.' });
    await t.post(`${url}/depublication`, {}, team);
    await t.post(`${url}/versions/1/restauration`, {}, team);
    expect((await t.get(permalink)).statusCode).toBe(404);
  });

  it('tells when the address of an older version has been taken since', async () => {
    const { url, permalink } = await aPage();
    await t.post(url, { ...typed, permalien: `${permalink}-bis`, version: '1' }, team);
    expect((await t.post(`${path}/nouvelle`, { ...typed, permalien: permalink }, team)).statusCode).toBe(303);
    expect((await t.post(`${url}/versions/1/restauration`, {}, team)).statusCode).toBe(422);
  });

  it('is a 404 for a version that does not exist', async () => {
    const { url } = await aPage();
    expect((await t.get(`${url}/versions?de=7&a=8`, team)).statusCode).toBe(404);
    expect((await t.post(`${url}/versions/9/restauration`, {}, team)).statusCode).toBe(404);
  });
});

it('a news item is dated today and takes its address from its title, unless told otherwise', async () => {
  const blank = (await t.get('/administration/pages/nouvelle?type=actualite', team)).body;
  expect(blank).toMatch(/<input[^>]*name="date"[^>]*value="2026-11-23"/);
  const values = { type: 'actualite', corps: 'Texte.', etat: 'publiee', date: '2026-11-23' };
  const url = '/administration/pages/nouvelle';
  expect((await t.post(url, { ...values, titre: 'L’été des données !' }, team)).statusCode).toBe(303);
  expect((await t.get('/actualites/l-ete-des-donnees/')).body).toContain('L’été des données');
  // Another of the same name is for its writer to tell apart.
  const twin = await t.post(url, { ...values, titre: 'L’été des données' }, team);
  expect([twin.statusCode, twin.body.includes('id="permalien-error"')]).toEqual([422, true]);
  const reserved = await t.post(url, { type: 'page', titre: 'Groupes', corps: 'x', etat: 'brouillon' }, team);
  expect([reserved.statusCode, reserved.body.includes('id="permalien-error"')]).toEqual([422, true]);
});
