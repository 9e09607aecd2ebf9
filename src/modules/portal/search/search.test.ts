import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';
import { indexEntry } from '../../../platform/search/index.ts';
import { marked } from '../../../ui/index.ts';
import { loadGroups } from '../../groups/index.ts';
import { loadDeliverables } from '../../library/index.ts';
import { loadOrganisations } from '../../organisations/index.ts';
import { loadPages } from '../index.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
  const content = { db: t.db, demo: false, now: t.clock.now(), say: () => {} };
  await loadOrganisations(content);
  await loadGroups(content);
  await loadDeliverables(content);
  await loadPages(content);
});
afterAll(() => t.close());

describe('the search', () => {
  it('finds by stem, without accents, and marks the words', async () => {
    const { body } = await t.get('/recherche?q=accessibilites');
    expect(body).toContain('Déclaration d’accessibilité');
    expect(body).toContain('<mark>');
  });

  it('filters by kind and counts each', async () => {
    const all = (await t.get('/recherche.json?q=programme')).json();
    expect(all.counts.news).toBeGreaterThan(0);
    const news = (await t.get('/recherche.json?q=programme&type=actualites')).json();
    expect(news.total).toBe(all.counts.news);
    expect(new Set(news.items.map((item: { kind: string }) => item.kind))).toEqual(new Set(['news']));
    expect((await t.get('/recherche?q=programme&type=inconnu')).statusCode).toBe(200);
  });

  it('says that results are near when the words are nowhere', async () => {
    expect((await t.get('/recherche.json?q=gouvernence')).json().approximate).toBe(true);
    expect((await t.get('/recherche?q=gouvernence')).body).toContain('résultats approchants');
  });

  it('finds authorities, but does not take a common word for one', async () => {
    expect((await t.get('/recherche.json?q=Annecy')).json().authorities[0].url).toContain('communes/74010');
    expect((await t.get('/recherche.json?q=gouvernance')).json().authorities).toEqual([]);
  });

  it.each([
    ['groupe projet 5', 'Groupe 5 :'],
    ['Groupe 3', 'Groupe 3 :'],
    ['cyber securite', 'Groupe 5 :'],
    ['agenda', 'Groupe 1 : Agenda'],
    ['agnda', 'Groupe 1 : Agenda'],
    ['francconect', 'Groupe 4 :'],
  ])('finds for « %s », first, « %s »', async (q, title) => {
    const { items } = (await t.get(`/recherche.json?q=${encodeURIComponent(q)}`)).json();
    expect(items[0].title).toContain(title);
  });

  it('finds two words written as one, all that the one word finds', async () => {
    const urls = async (q: string) =>
      (await t.get(`/recherche.json?q=${encodeURIComponent(q)}`))
        .json()
        .items.map(({ url }: { url: string }) => url);
    expect(await urls('cyber securite')).toEqual(expect.arrayContaining(await urls('cybersécurité')));
  });

  it('takes a number for itself, not for the start of another', async () => {
    for (const number of [71, 713])
      await indexEntry(t.db, { kind: 'page', key: `n${number}`, url: '/n', title: `Zorglub ${number}` });
    const { items } = (await t.get('/recherche.json?q=zorglub%2071')).json();
    expect(items.map(({ title }: { title: string }) => title)).toEqual(['Zorglub 71']);
  });

  it('puts groups and pages before deliverables among equals', async () => {
    for (const kind of ['deliverable', 'page', 'group'])
      await indexEntry(t.db, { kind, key: 'equal', url: `/${kind}`, title: 'Le grand quincaillou' });
    const { items } = (await t.get('/recherche.json?q=quincaillou')).json();
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['group', 'page', 'deliverable']);
  });

  it('falls back to some of the words, those that have the most first, and says so', async () => {
    const q = encodeURIComponent('urbanisme permis de construire');
    const { partial, items } = (await t.get(`/recherche.json?q=${q}`)).json();
    expect(partial).toBe(true);
    expect(
      items
        .slice(0, 3)
        .map(({ title }: { title: string }) => title)
        .join(),
    ).toContain('Groupe 3 :');
    expect((await t.get(`/recherche?q=${q}`)).body).toContain('qui en ont une partie');
  });

  it('compares typos only with titles that the reader may find', async () => {
    const entry = {
      kind: 'thread',
      key: 'typo',
      url: '/espace/y',
      title: 'Xylophonique',
      audience: 'group:1',
    };
    await indexEntry(t.db, entry);
    const found = (await t.get('/recherche.json?q=xylofonique')).json();
    expect([found.total, found.approximate]).toEqual([0, false]);
  });

  it('says that no text was found above authorities that are all there is', async () => {
    const { body } = await t.get('/recherche?q=Chamonix');
    expect(body.indexOf('Aucune page, aucun groupe')).toBeGreaterThan(0);
    expect(body.indexOf('Aucune page, aucun groupe')).toBeLessThan(body.indexOf('Chamonix-Mont-Blanc'));
    expect((await t.get('/recherche?q=charte')).body).not.toContain('Aucune page, aucun groupe');
  });

  it('shows of a deliverable its description, and of a long text the part that has the words', async () => {
    const { items } = (await t.get('/recherche.json?q=charte&type=livrables')).json();
    expect(items.length).toBeGreaterThan(0);
    expect(
      JSON.stringify((await t.get('/recherche.json?q=fichier%20origine&type=livrables')).json()),
    ).not.toMatch(/Fichier d.origine/);
    const filling = 'Du cœur à l’œuvre, « rien » de plus. '.repeat(400);
    await indexEntry(t.db, {
      kind: 'page',
      key: 'long',
      url: '/long',
      title: 'Un long texte',
      body: `${filling}Voici enfin la Phénoménologie des cordées. ${filling}`,
    });
    expect((await t.get('/recherche?q=phenomenologie')).body).toContain(
      '<mark>Phénoménologie</mark> des cordées',
    );
  });

  it('leads to the last page from beyond it', async () => {
    const far = await t.get('/recherche?q=collectivites&page=99');
    expect(far.statusCode).toBe(302);
    expect(far.headers.location).toMatch(/^\/recherche\?q=collectivites&page=\d$/);
    expect((await t.get(String(far.headers.location))).body).toContain('<mark>');
    const none = await t.get('/recherche?q=collectivites&type=chartes&page=9');
    expect(none.headers.location).toBe('/recherche?q=collectivites&type=chartes');
    expect((await t.get('/recherche?page=3')).headers.location).toBe('/recherche');
  });

  it('says what to do when nothing is found, and shows what was typed as text', async () => {
    const { body, statusCode } = await t.get(`/recherche?q=${encodeURIComponent('<b>zzqxjkvw')}`);
    expect(statusCode).toBe(200);
    expect(body).toContain('Rien ne correspond');
    expect(body).not.toContain('<b>zzqxjkvw');
  });

  it.each([
    '%20',
    '%00',
    '%27%3B--',
    '🧗',
    'a'.repeat(500),
    '%26%7C%21%3A*',
    'a%20%C5%89%20%C2%BD%20zz',
    'de%20la',
    '%5Cd%5B%28%20%29',
  ])('survives « %s »', async (q) => {
    expect((await t.get(`/recherche?q=${q}`)).statusCode).toBe(200);
    expect((await t.get(`/recherche.json?q=${q}`)).statusCode).toBe(200);
  });

  it('shows nothing of the inside of a group, not even to its members', async () => {
    const group = await aGroup(t.db);
    const member = await anAccount(t.db);
    await aMembership(t.db, group.id, member.id);
    await indexEntry(t.db, {
      kind: 'thread',
      key: 'x',
      url: '/espace/x',
      title: 'Confidence de cordée',
      audience: `group:${group.id}`,
    });
    const total = async (cookie?: string) =>
      (await t.get('/recherche.json?q=confidence', cookie)).json().counts.thread ?? 0;
    expect(await total()).toBe(0);
    expect(await total(await t.signIn(member.id))).toBe(0);
  });
});

describe('a marked passage', () => {
  it('is cut where words begin and end, and loses stray marks', () => {
    expect(marked('un \u0001mot\u0002 ici\u0002')).toEqual([
      { text: 'un ', found: false },
      { text: 'mot', found: true },
      { text: ' ici', found: false },
    ]);
  });
});
