import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aGroup, aMembership, anAccount } from '../../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';
import { indexEntry } from '../../../platform/search/index.ts';
import { loadPages } from '../index.ts';
import { marked } from './kinds.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
  await loadPages({ db: t.db, now: t.clock.now(), say: () => {} });
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

  it('says what to do when nothing is found, and shows what was typed as text', async () => {
    const { body, statusCode } = await t.get(`/recherche?q=${encodeURIComponent('<b>zzqxjkvw')}`);
    expect(statusCode).toBe(200);
    expect(body).toContain('Rien ne correspond');
    expect(body).not.toContain('<b>zzqxjkvw');
  });

  it.each(['%20', '%00', '%27%3B--', '🧗', 'a'.repeat(500), '%26%7C%21%3A*'])(
    'survives « %s »',
    async (q) => {
      expect((await t.get(`/recherche?q=${q}`)).statusCode).toBe(200);
      expect((await t.get(`/recherche.json?q=${q}`)).statusCode).toBe(200);
    },
  );

  it('shows a group’s discussions to its members alone', async () => {
    const group = await aGroup(t.db);
    const member = await anAccount(t.db);
    await aMembership(t.db, group.id, member.id);
    const stranger = await anAccount(t.db);
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
    expect(await total(await t.signIn(stranger.id))).toBe(0);
    expect(await total(await t.signIn(member.id))).toBe(1);
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
