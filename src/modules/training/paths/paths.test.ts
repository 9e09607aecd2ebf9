import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAccount } from '../../../../test/factories.ts';
import { errorsIn, startWithTraining, type TrainingApp } from '../../../../test/training.ts';
import { deleteAccount } from '../../identity/index.ts';
import { loadLearningPaths } from '../index.ts';
import { stepList } from './content.ts';
import { arranged, resourceTyped } from './rows.ts';

let t: TrainingApp;
beforeAll(async () => {
  t = await startWithTraining();
  const content = { db: t.db, now: t.clock.now(), say: () => {} };
  await loadLearningPaths(content);
  await loadLearningPaths(content);
  t.deps.pageCache.clear();
});
afterAll(() => t.close());

const form = {
  profil: 'dsi',
  titre: 'Essai de parcours',
  resume: 'Pour voir.',
  origine: 'Le groupe, à partir du catalogue.',
  etat: 'publie',
  motif: 'Essai.',
  etape_0_ressource: '/catalogues/cybersecurite/silene',
  etape_0_pourquoi: 'D’abord.',
  etape_0_duree: '',
  etape_1_ressource: 'http://cordee.test/catalogues/formations/cafe-ia',
  etape_1_pourquoi: 'Ensuite.',
  etape_1_duree: '20 min',
  etape_1_sessions: '1',
};

describe('the paths that come with the product', () => {
  it('are one for each profile, made of resources that exist, once each', async () => {
    const { items } = (await t.get('/parcours.json')).json();
    expect(items.map(({ profile }: { profile: string }) => profile).sort()).toEqual([
      'direction-generale',
      'dpo',
      'dsi',
      'elu',
      'secretariat-mairie',
    ]);
    const stored = await t.db.selectFrom('learning_paths').select(['slug', 'steps']).execute();
    for (const item of items) {
      const of = stored.find(({ slug }) => slug === item.slug);
      // None is skipped: each names a published resource.
      expect(item.steps, item.slug).toHaveLength(stepList.parse(of?.steps).length);
      expect(item.steps.length).toBeGreaterThanOrEqual(8);
      expect(item.origin).toContain('Cordée');
    }
  });

  it.each(['elu', 'direction-generale', 'secretariat-de-mairie', 'dsi', 'dpo'])(
    '%s is a page',
    async (slug) => {
      const page = await t.get(`/parcours/${slug}`);
      expect(page.statusCode).toBe(200);
      expect(page.body).not.toContain('C’est fait');
      expect((await t.get('/sitemap-contenus.xml')).body).toContain(`/parcours/${slug}<`);
    },
  );

  it('are found by the search', async () => {
    const { items } = (await t.get('/recherche.json?q=secretariat%20de%20mairie&type=parcours')).json();
    expect(items[0].url).toContain('/parcours/secretariat-de-mairie');
  });
});

describe('progress', () => {
  const step = '/parcours/elu/etapes/test-maturite-cyber';

  it('is kept for who is signed in, and theirs alone', async () => {
    expect((await t.post(`${step}/fait`, {})).headers.location).toContain('/connexion');
    const before = await t.get('/parcours/elu', t.member);
    expect(before.body).toContain('C’est fait');
    expect((await t.post(`${step}/fait`, {}, t.member)).headers.location).toBe(
      '/parcours/elu#etape-test-maturite-cyber',
    );
    await t.post(`${step}/fait`, {}, t.member);
    const after = await t.get('/parcours/elu', t.member);
    expect(after.body).toContain('Remettre à faire');
    expect(after.body).toMatch(/Reprendre\s: Vidéo/);
    expect((await t.get('/parcours/elu', t.team)).body).not.toContain('Remettre à faire');
    expect((await t.get('/espace', t.member)).body.replace(/\s/g, ' ')).toContain('(1 sur 8)');
    await t.post(`${step}/a-faire`, {}, t.member);
    expect((await t.get('/parcours/elu', t.member)).body).not.toContain('Remettre à faire');
  });

  it('is of steps that exist', async () => {
    expect((await t.post('/parcours/elu/etapes/silene/fait', {}, t.member)).statusCode).toBe(404);
    expect((await t.post('/parcours/nulle-part/etapes/silene/fait', {}, t.member)).statusCode).toBe(404);
  });

  it('goes with the account', async () => {
    const person = await anAccount(t.db);
    await t.post(`${step}/fait`, {}, await t.signIn(person.id));
    await t.db.transaction().execute((tx) => deleteAccount(tx, { accountId: person.id, now: t.clock.now() }));
    const left = await t.db
      .selectFrom('learning_path_progress')
      .select('step')
      .where('account_id', '=', person.id)
      .execute();
    expect(left).toEqual([]);
  });
});

describe('writing', () => {
  it('is for those who keep the catalogue', async () => {
    for (const path of ['/parcours/nouveau', '/parcours/elu/modifier', '/parcours/elu/historique']) {
      expect((await t.get(path)).statusCode).toBe(303);
      for (const cookie of [t.member, t.organiser]) expect((await t.get(path, cookie)).statusCode).toBe(403);
      for (const cookie of [t.copilot, t.team]) expect((await t.get(path, cookie)).statusCode).toBe(200);
    }
    expect((await t.post('/parcours/nouveau', form, t.member)).statusCode).toBe(403);
    expect((await t.post('/parcours/elu/modifier', { ...form, version: '1' }, t.organiser)).statusCode).toBe(
      403,
    );
  });

  it('a path is written, shown with the next sessions of its offers, edited, and kept in versions', async () => {
    await t.aSession({ titre: 'Café de l’essai' });
    const created = await t.post('/parcours/nouveau', form, t.copilot);
    expect(created.headers.location).toBe('/parcours/essai-de-parcours');
    const page = await t.get('/parcours/essai-de-parcours');
    expect(page.body.indexOf('SILENE')).toBeLessThan(page.body.indexOf('Ensuite.'));
    expect(page.body).toContain('Café de l’essai');
    expect(page.body).toContain('20 min');
    const data = (await t.get('/parcours/essai-de-parcours.json')).json();
    expect(data.steps[1].next_sessions[0].title).toBe('Café de l’essai');
    const edit = (changes: Record<string, string>, version: string, cookie = t.copilot) =>
      t.post('/parcours/essai-de-parcours/modifier', { ...form, ...changes, version }, cookie);
    expect((await edit({ titre: 'Essai, une' }, '1')).statusCode).toBe(303);
    const stale = await edit({ titre: 'Essai, autre', etape_0_pourquoi: 'Avant tout.' }, '1', t.team);
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('Essai, une');
    expect(stale.body).toContain('Avant tout.');
    expect((await edit({ titre: 'Essai, autre' }, '2', t.team)).statusCode).toBe(303);
    const history = (await t.get('/parcours/essai-de-parcours/historique', t.copilot)).body;
    expect(history).toContain('Version 3');
    expect(history).toContain('une<span class="fr-sr-only">]</span></del>');
    expect((await edit({ etat: 'brouillon', titre: 'Essai, autre' }, '3')).statusCode).toBe(303);
    expect((await t.get('/parcours/essai-de-parcours')).statusCode).toBe(404);
    expect((await t.get('/parcours/essai-de-parcours', t.member)).statusCode).toBe(404);
    expect((await t.get('/parcours/essai-de-parcours', t.copilot)).statusCode).toBe(200);
    expect((await t.post('/parcours/essai-de-parcours/etapes/silene/fait', {}, t.member)).statusCode).toBe(
      404,
    );
    expect((await t.get('/parcours')).body).not.toContain('Essai, autre');
  });

  it.each([
    [{ titre: '' }, 'Donnez un titre'],
    [{ etape_0_ressource: 'https://ailleurs.example/' }, 'Indiquez l’adresse de la fiche'],
    [{ etape_0_ressource: '/catalogues/donnees/nulle-part' }, 'n’est dans aucun catalogue'],
    [{ etape_0_pourquoi: '' }, 'Dites pourquoi'],
    [{ etape_1_ressource: 'silene' }, 'déjà une étape'],
    [
      { etape_0_ressource: '', etape_0_pourquoi: '', etape_1_ressource: '', etape_1_pourquoi: '' },
      'au moins une étape',
    ],
  ])('%o is refused next to its field', async (changes, message) => {
    const answer = await t.post('/parcours/nouveau', { ...form, ...changes }, t.copilot);
    expect(answer.statusCode).toBe(422);
    expect(errorsIn(answer.body).join(' ')).toContain(message);
  });

  it('keeps a script as a text', async () => {
    const answer = await t.post(
      '/parcours/nouveau',
      { ...form, titre: '<script>alert(1)</script>', etape_0_pourquoi: '<script>alert(2)</script>' },
      t.copilot,
    );
    expect((await t.get(String(answer.headers.location))).body).not.toMatch(/<script>alert/);
  });

  it('buttons arrange the steps and write nothing', async () => {
    const answer = await t.post(
      '/parcours/nouveau',
      { ...form, titre: 'Jamais écrit', apercu: 'monter:1' },
      t.copilot,
    );
    expect(answer.statusCode).toBe(200);
    expect(answer.body.indexOf('Ensuite.')).toBeLessThan(answer.body.indexOf('D’abord.'));
    expect((await t.get('/parcours')).body).not.toContain('Jamais écrit');
    const values = { etape_0_ressource: 'a', etape_1_ressource: 'b', etape_2_ressource: 'c', titre: 'T' };
    const order = (apercu: string) => {
      const after = arranged({ ...values, apercu });
      return [0, 1, 2, 3].flatMap((index) => after[`etape_${index}_ressource`] ?? []).join('');
    };
    expect([
      order('monter:2'),
      order('descendre:0'),
      order('retirer:1'),
      order('ajouter'),
      order('monter:0'),
      order('descendre:2'),
      order('retirer:9'),
      order('x:y'),
    ]).toEqual(['acb', 'bac', 'ac', 'abc', 'abc', 'abc', 'abc', 'abc']);
    expect(arranged({ ...values, apercu: 'ajouter' }).etape_3_ressource).toBe('');
  });

  it('a resource is named by its slug or the address of its page', () => {
    expect(resourceTyped('https://cordee.test/catalogues/donnees/api-gouv')).toBe('api-gouv');
    expect(resourceTyped('/catalogues/donnees/api-gouv')).toBe('api-gouv');
    expect(resourceTyped('api-gouv')).toBe('api-gouv');
    expect(resourceTyped('Une ressource')).toBeNull();
  });

  it('a resource that is withdrawn is skipped, and its editors are told', async () => {
    await t.db
      .updateTable('resources')
      .set({ published: false })
      .where('slug', '=', 'cnil-registre')
      .execute();
    t.deps.pageCache.clear();
    const page = await t.get('/parcours/dpo');
    expect(page.body).not.toContain('cnil-registre');
    expect((await t.get('/parcours/dpo.json')).body).not.toContain('cnil-registre');
    expect((await t.get('/parcours/dpo', t.member)).body).not.toContain('n’est plus montrée');
    const told = await t.get('/parcours/dpo', t.copilot);
    expect(told.body).toContain('n’est plus montrée');
    expect(told.body).toContain('cnil-registre');
  });
});
