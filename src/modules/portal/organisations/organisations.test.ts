import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAccount } from '../../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';
import { searchEntries } from '../../../platform/search/index.ts';
import { loadGroups } from '../../groups/index.ts';
import { findOrganisation, loadOrganisations } from '../../organisations/index.ts';

let t: TestApp;
let team: string;
let person: string;

beforeAll(async () => {
  t = await startTestApp();
  await loadOrganisations({ db: t.db, say: () => {} });
  await loadGroups({ db: t.db, say: () => {} });
  team = await t.signIn((await anAccount(t.db, { roles: ['programme-team'] })).id);
  person = await t.signIn((await anAccount(t.db)).id);
});

afterAll(() => t.close());

const edit = '/administration/organismes/amf/modifier';
const input = {
  name: 'Association des maires de France',
  acronym: 'AMF',
  side: 'collectivites',
  kind: 'association d’élus',
  website: 'https://www.amf.example/',
  role: 'Copilote.',
  in_governance: '1',
  confidence: 'high',
  note: '',
};

describe('the pages of organisations', () => {
  it('list them by side, and link each to its groups', async () => {
    const list = await t.get('/organismes');
    expect(list.body).toContain('Côté État');
    expect(list.body).toContain('Côté collectivités');
    expect(list.body).not.toContain('Autres organismes');
    expect((await t.get('/organismes.json')).json().items).toHaveLength(29);
    const page = await t.get('/organismes/fnccr');
    expect(page.body).toContain('/groupes/cybersecurite');
    expect(page.body).toContain('/groupes/donnees-petites-moyennes-collectivites');
    expect(page.body).not.toContain('Modifier');
    const data = (await t.get('/organismes/fnccr.json')).json();
    expect(data.groups.map(({ number }: { number: number }) => number)).toEqual([5, 6]);
    expect(data.sources.length).toBeGreaterThan(0);
  });

  it('bear the name that they have today, and are found by the one that they had', async () => {
    expect((await t.get('/organismes/intercommunalites-de-france')).body).toContain(
      '<h1>Intercommunalités de France</h1>',
    );
    const group = (await t.get('/groupes/sensibilisation-elus-cadres')).body;
    expect(group).toContain('Intercommunalités de France');
    expect(group).not.toContain('AdCF');
    const { hits } = await searchEntries(t.db, 'AdCF', {
      audiences: ['public'],
      kind: 'organisation',
      limit: 5,
      offset: 0,
    });
    expect(hits.map(({ key }) => key)).toEqual(['intercommunalites-de-france']);
  });

  it('do not exist for an unknown slug', async () => {
    expect((await t.get('/organismes/inconnu')).statusCode).toBe(404);
    expect((await t.get('/organismes/inconnu.json')).statusCode).toBe(404);
  });
});

describe('the form of an organisation', () => {
  it('is for the programme team', async () => {
    for (const path of [edit, '/administration/organismes/nouveau']) {
      expect((await t.get(path)).statusCode).toBe(303);
      expect((await t.get(path, person)).statusCode).toBe(403);
      expect((await t.post(path, { ...input, version: '1' }, person)).statusCode).toBe(403);
      expect((await t.get(path, team)).statusCode).toBe(200);
    }
  });

  it.each([
    ['no name', { name: '' }, 'Indiquez le nom'],
    ['an odd site', { website: 'javascript:alert(1)' }, 'Cette adresse est incorrecte'],
    ['a site with a password', { website: 'https://a:b@www.exemple.fr/' }, 'Cette adresse est incorrecte'],
    ['an odd side', { side: 'milieu' }, 'Choisissez un côté.'],
    ['a NUL', { role: 'a\u0000' }, 'caractère interdit'],
  ])('refuses %s', async (_what, fields, message) => {
    const answer = await t.post(edit, { ...input, ...fields, version: '1' }, team);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect((await findOrganisation(t.db, 'amf'))?.version).toBe(1);
  });

  it('writes, refreshes pages and search, and refuses an old version with both texts', async () => {
    await t.get('/organismes/amf');
    const first = await t.post(
      edit,
      { ...input, name: 'Maires de France unis', website: 'www.amf.fr/qui', version: '1' },
      team,
    );
    expect(first.statusCode).toBe(303);
    expect((await findOrganisation(t.db, 'amf'))?.website).toBe('https://www.amf.fr/qui');
    expect((await t.get('/organismes/amf')).body).toContain('Maires de France unis');
    const hits = async (kind: string) =>
      (await searchEntries(t.db, 'unis', { audiences: ['public'], kind, limit: 5, offset: 0 })).hits;
    expect((await hits('organisation'))[0]?.key).toBe('amf');
    expect((await hits('group'))[0]?.key).toBe('demat-ads');
    const late = await t.post(edit, { ...input, name: 'Autre nom', version: '1' }, team);
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Maires de France unis');
    expect(late.body).toContain('Autre nom');
  });

  it('adds one on neither side, under an address of its own', async () => {
    const fields = { ...input, name: 'Éditeur & fils', acronym: '', side: '', kind: 'éditeur' };
    const add = () => t.post('/administration/organismes/nouveau', fields, team);
    expect((await add()).headers.location).toBe('/organismes/editeur-fils');
    expect((await add()).headers.location).toBe('/organismes/editeur-fils-2');
    expect((await t.get('/organismes')).body).toContain('Autres organismes');
  });
});
