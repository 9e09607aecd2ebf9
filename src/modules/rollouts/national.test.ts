import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../../../test/harness.ts';
import { startWithRollouts } from '../../../test/rollouts.ts';
import { assertCoverages, assertStages, retract } from './assertions.ts';

let t: TestApp;
let mistaken = 0;
beforeAll(async () => {
  t = await startWithRollouts();
  const say = { rollout: 'demat-ads', accountId: null, now: t.clock.now() };
  // Haute-Savoie: Annecy observed, Annemasse declared, Thonon blocked below, Rumilly covered, the rest unknown.
  await assertStages(t.db, { ...say, source: 'probe', toldBy: 'Vérification' }, [
    { authorityId: 'commune:74010', stage: 'teleservice', since: '2024-02-01' },
  ]);
  await assertStages(t.db, { ...say, source: 'vendor', toldBy: 'Éditeur' }, [
    { authorityId: 'commune:74010', stage: 'cadrer', since: '2023-02-01' },
  ]);
  await assertStages(t.db, { ...say, source: 'authority', toldBy: 'Mairie' }, [
    { authorityId: 'commune:74012', stage: 'instruction', since: '2025-06-01' },
    { authorityId: 'commune:74281', stage: 'cadrer', blocked: true, since: '2024-06-01' },
    { authorityId: 'epci:247400740', stage: 'teleservice', since: '2024-03-31' },
  ]);
  await assertCoverages(t.db, { ...say, source: 'authority', toldBy: 'Communauté de communes' }, [
    { authorityId: 'commune:74225', provider: { id: 'epci:247400740' }, covers: true, since: '2024-01-01' },
  ]);
  [mistaken = 0] = await assertStages(t.db, { ...say, source: 'authority', toldBy: 'Mairie' }, [
    { authorityId: 'commune:75056', stage: 'archiver', since: '2024-01-01' },
  ]);
  t.clock.advance({ days: 2 });
  await retract(t.db, { ...say, now: t.clock.now(), reason: 'Erreur de saisie' }, { assertions: [mistaken] });
});
afterAll(() => t.close());

/** What is read on a page. */
const wordsIn = ({ body }: { body: string }) =>
  body
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .replaceAll(' ,', ',')
    .replaceAll(' .', '.');

const big = { segment: 'communes-plus-3500' };

describe('the national page', () => {
  test('counts by how it is known, with the unknowns, the people and what is missing', async () => {
    const { segments, regions, departements } = (await t.get('/deploiements/demat-ads.json')).json();
    const [first] = segments;
    expect(first).toMatchObject({
      ...big,
      reached: 3,
      observed: 1,
      declared: 1,
      covered: 1,
      not_yet: 1,
      blocked: 1,
      contradicted: 1,
    });
    expect(first.unknown).toBe(first.concerned - 4);
    expect(first.rate).toBeCloseTo(3 / first.concerned);
    expect(first.missing).toBe(first.concerned - 3);
    expect(first.people_reached).toBeGreaterThan(150_000);
    expect(departements).toHaveLength(101);
    expect(departements.find(({ id }: { id: string }) => id === 'departement:74')).toMatchObject({
      reached: 3,
    });
    expect(regions.find(({ id }: { id: string }) => id === 'region:84')).toMatchObject({
      reached: 3,
      not_yet: 1,
    });
    const sum = (rows: { concerned: number }[]) =>
      rows.reduce((total, { concerned }) => total + concerned, 0);
    expect(sum(departements)).toBe(sum(segments));
  });

  test('never says a rate without its unknowns, nor nought where nothing is known', async () => {
    const page = await t.get('/deploiements/demat-ads');
    expect(wordsIn(page)).toMatch(/0,1 % 3 sur 3 \d{3}, 3 \d{3} non renseignées/);
    expect(wordsIn(page)).toContain('vivent dans une collectivité qui l’a atteinte');
    const small = await t.get('/deploiements/franceconnect');
    expect(wordsIn(small)).toContain('Personne n’a encore rien dit ici');
    expect(wordsIn(small)).not.toMatch(/(?<!\d)0 %/);
    expect(wordsIn(small)).not.toContain('vivent dans une collectivité qui l’a atteinte');
    expect(wordsIn(small)).toContain('Rien n’étant renseigné, l’écart n’est pas connu.');
  });

  test('draws the 101 départements, hatched where nothing is known, each leading to its page', async () => {
    const { body } = await t.get('/deploiements/demat-ads');
    const places = [
      ...body.matchAll(
        /<a href="\/deploiements\/demat-ads\/departements\/(\w+)" class="cd-map__place" aria-label="([^"]+)"/g,
      ),
    ];
    expect(new Set(places.map(([, code]) => code)).size).toBe(101);
    expect(body).toMatch(/departements\/74"[^>]*><path class="cd-map__rate--0"/);
    expect(body).toMatch(/departements\/75"[^>]*><path class="cd-map__rate--none"/);
    expect(body.length).toBeLessThan(300_000);
    for (const overseas of ['Guadeloupe', 'Martinique', 'Guyane', 'La Réunion', 'Mayotte']) {
      expect(body).toContain(`${overseas}</text>`);
    }
  });

  test('counts another stage, or one segment, when the address asks', async () => {
    const { segments } = (
      await t.get('/deploiements/demat-ads.json?etape=instruction&segment=communes-plus-3500')
    ).json();
    expect(segments).toHaveLength(1);
    expect(segments[0]).toMatchObject({ reached: 1, not_yet: 3, target: null, missing: null });
  });

  test('tells how it was on a day, and how it was known on another', async () => {
    const reached = async (query: string) => {
      const { segments, departements } = (await t.get(`/deploiements/demat-ads.json?${query}`)).json();
      return {
        reached: segments[0].reached,
        paris: departements.find(({ id }: { id: string }) => id === 'departement:75').reached,
      };
    };
    expect(await reached('au=2024-03-30')).toEqual({ reached: 1, paris: 0 });
    expect(await reached('au=2024-03-31')).toEqual({ reached: 2, paris: 0 });
    expect(await reached('au=2022-01-01')).toEqual({ reached: 0, paris: 0 });
    // What was retracted since was believed then.
    expect(await reached('au=2024-03-31&connu-le=2026-11-23')).toEqual({ reached: 3, paris: 1 });
    expect(await reached('connu-le=2026-11-22')).toEqual({ reached: 0, paris: 0 });
    const page = await t.get('/deploiements/demat-ads?au=2024-03-31&connu-le=2026-11-23');
    expect(wordsIn(page)).toContain('Au 31 mars 2024, d’après ce qui était connu le 23 novembre 2026.');
    expect(page.body).toContain('noindex');
  });

  test.each([
    'au=2024-02-31',
    'au=hier',
    'au=2999-01-01',
    'connu-le=x',
    'etape=inconnue',
    'segment=%27%22',
    'au=1999-01-01',
  ])('goes without what means nothing: %s', async (query) => {
    const [odd, usual] = [
      await t.get(`/deploiements/demat-ads.json?${query}`),
      await t.get('/deploiements/demat-ads.json'),
    ];
    expect(odd.statusCode).toBe(200);
    expect(odd.json()).toEqual(usual.json());
  });

  test('shows how it went, quarter after quarter', async () => {
    const words = wordsIn(await t.get('/deploiements/demat-ads'));
    expect(words).toMatch(/30 juin 2025 3 .*31 mars 2024 2/);
  });

  test('is a table for spreadsheets', async () => {
    const { body } = await t.get('/deploiements/demat-ads.csv');
    const rows: Record<string, string>[] = parse(body, { bom: true, delimiter: ';', columns: true });
    expect(rows.find(({ code }) => code === '74')).toMatchObject({
      niveau: 'département',
      nom: 'Haute-Savoie',
      atteintes: '3',
      observees: '1',
    });
  });

  test('does not exist for a rollout that does not', async () => {
    for (const path of [
      '',
      '.json',
      '.csv',
      '/etapes',
      '/methode',
      '/collectivites',
      '/collectivites.json',
      '/collectivites.csv',
      '/departements/74',
      '/regions/84',
      '/ma-collectivite',
    ])
      expect([path, (await t.get(`/deploiements/inconnu${path}`)).statusCode]).toEqual([path, 404]);
    for (const path of ['/departements/99', '/regions/99', '/departements/988', '/departements/74x'])
      expect([path, (await t.get(`/deploiements/demat-ads${path}`)).statusCode]).toEqual([path, 404]);
  });
});

describe('each number', () => {
  test('leads to the very authorities that it counts', async () => {
    const { body } = await t.get('/deploiements/demat-ads');
    const links = [
      ...body.matchAll(/<a href="(\/deploiements\/demat-ads\/collectivites\?[^"]+)"[^>]*>([^<]+)<\/a>/g),
    ];
    expect(links.length).toBeGreaterThan(20);
    for (const [, href = '', text = ''] of links.slice(0, 24)) {
      const count = Number(text.replace(/\D/g, ''));
      const list = await t.get(
        href.replaceAll('&amp;', '&').replace('/collectivites?', '/collectivites.json?'),
      );
      expect([href, list.json().total]).toEqual([href, count]);
    }
  });

  test('is listed with how it is known, who says it and since when', async () => {
    const { items, total } = (
      await t.get('/deploiements/demat-ads/collectivites.json?departement=74&etat=atteint')
    ).json();
    expect(total).toBe(3);
    expect(items).toMatchObject([
      {
        id: 'commune:74010',
        basis: 'observed',
        source: 'probe',
        stage: 'teleservice',
        since: '2024-02-01',
        contradicted: true,
      },
      { id: 'commune:74012', basis: 'declared', source: 'authority', stage: 'instruction' },
      {
        id: 'commune:74225',
        basis: 'covered',
        provider: expect.stringContaining('Rumilly'),
        since: '2024-03-31',
      },
    ]);
    const page = wordsIn(await t.get('/deploiements/demat-ads/departements/74?etat=atteint'));
    expect(page).toContain('observé par une vérification automatique');
    expect(page).toContain('sources en désaccord');
  });

  test('is a table for spreadsheets, of a département or of all', async () => {
    for (const path of [
      '/departements/74.csv?etat=atteint',
      '/collectivites.csv?departement=74&etat=atteint',
      '/regions/84.csv?etat=atteint',
    ]) {
      const { body } = await t.get(`/deploiements/demat-ads${path}`);
      const rows: Record<string, string>[] = parse(body, { bom: true, delimiter: ';', columns: true });
      expect(rows.map(({ code }) => code)).toEqual(['74010', '74012', '74225']);
    }
  });

  test.each([
    'etat=x',
    'preuve=x',
    'departement=%27',
    'region=x',
    'page=-1',
    'q=%25_%27%00',
    'segment=__proto__',
  ])('goes without a filter that means nothing: %s', async (query) => {
    expect((await t.get(`/deploiements/demat-ads/collectivites?${query}`)).statusCode).toBe(200);
  });

  test('is narrowed by a name, accents and capitals aside', async () => {
    const { items } = (await t.get('/deploiements/demat-ads/collectivites.json?q=ANNECY')).json();
    expect(items[0]).toMatchObject({ id: 'commune:74010' });
    expect((await t.get('/deploiements/demat-ads/collectivites.json?q=xqzxqz')).json().total).toBe(0);
  });
});

describe('one’s own authority', () => {
  test('is found by its name or its code', async () => {
    for (const typed of ['74010', 'Annecy']) {
      const { statusCode, headers } = await t.get(
        `/deploiements/demat-ads/ma-collectivite?collectivite=${typed}`,
      );
      expect([statusCode, headers.location]).toEqual([
        302,
        '/deploiements/demat-ads/collectivites/communes/74010',
      ]);
    }
  });

  test('is asked again when several have the name, and when none has it', async () => {
    const several = await t.get('/deploiements/demat-ads/ma-collectivite?collectivite=Saint-Aubin');
    expect(several.body).toContain('type="radio"');
    const none = await t.get('/deploiements/demat-ads/ma-collectivite?collectivite=xqzxqz');
    expect(none.statusCode).toBe(422);
    expect(wordsIn(none)).toContain('Aucune collectivité de ce nom');
  });
});

describe('the embed', () => {
  test('may be framed by any site, and asks nothing of who reads it', async () => {
    const { headers, body } = await t.get('/integrer/deploiements/demat-ads');
    expect(headers['content-security-policy']).toContain('frame-ancestors *');
    expect(headers['x-frame-options']).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
    expect(body).not.toContain('<script');
    expect(body).not.toContain('<form');
  });

  test('is the only page that may', async () => {
    const { headers } = await t.get('/deploiements/demat-ads');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-frame-options']).toBe('DENY');
  });
});
