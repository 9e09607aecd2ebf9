import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../../test/agenda.ts';
import { startWithCatalogues } from '../../../../test/catalogue.ts';
import type { TestApp } from '../../../../test/harness.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startWithCatalogues();
});
afterAll(() => t.close());

const data = async (path: string) => (await t.get(path)).json();
const slugsOf = async (query: string): Promise<string[]> =>
  (await data(`/catalogues/cybersecurite.json?${query}`)).resources.map(({ slug }: { slug: string }) => slug);

describe('the three catalogues', () => {
  test('hold the whole of the start-up content', async () => {
    for (const [slug, total] of [
      ['cybersecurite', 110],
      ['donnees', 60],
      ['formations', 46],
    ] as const) {
      expect(await data(`/catalogues/${slug}.json`)).toMatchObject({ total, page: 1 });
    }
    const home = wordsIn(await t.get('/catalogues'));
    for (const words of ['110 ressources', '60 ressources', '46 ressources']) expect(home).toContain(words);
  });

  test('give every resource a page, and its data', async () => {
    for (const slug of ['cybersecurite', 'donnees', 'formations']) {
      const { resources } = await data(`/catalogues/${slug}.json?page=2`);
      for (const one of resources.slice(0, 3)) {
        const path = `/catalogues/${slug}/${one.slug}`;
        expect((await t.get(path)).statusCode).toBe(200);
        expect(await data(`${path}.json`)).toMatchObject({ slug: one.slug, sources: one.sources });
        expect((await t.get(`/catalogues/cybersecurite-${slug}/${one.slug}`)).statusCode).toBe(404);
      }
    }
    expect((await t.get('/catalogues/donnees/messervicescyber')).statusCode).toBe(404);
    expect((await t.get('/catalogues/inconnu')).statusCode).toBe(404);
  });
});

describe('facets', () => {
  test('narrow: any value of a facet, all the facets', async () => {
    const both = await data(
      '/catalogues/cybersecurite.json?needs=reagir&themes=hameconnage&themes=rancongiciel',
    );
    expect(both.total).toBeGreaterThan(5);
    for (const one of both.resources) {
      expect(one.needs).toContain('reagir');
      expect(one.themes.some((code: string) => ['hameconnage', 'rancongiciel'].includes(code))).toBe(true);
    }
    expect(
      await data('/catalogues/cybersecurite.json?needs=reagir&themes=hameconnage,rancongiciel'),
    ).toMatchObject({
      total: both.total,
    });
  });

  test('count what each value would leave, the other facets holding', async () => {
    const { counts } = await data('/catalogues/cybersecurite.json?needs=reagir');
    const count = (facet: string, code: string): number =>
      counts[facet]?.find(({ value }: { value: string }) => value === code)?.count ?? 0;
    // Another value of the same facet tells how many it has, not how many have both.
    expect(count('needs', 'prevenir')).toBe(70);
    for (const code of ['hameconnage', 'rancongiciel', 'gestion-de-crise']) {
      expect(count('themes', code)).toBe(
        (await data(`/catalogues/cybersecurite.json?needs=reagir&themes=${code}`)).total,
      );
    }
  });

  test('odd values are no filter', async () => {
    for (const query of [
      'needs=%3Cscript%3E',
      'themes=inconnu',
      'kind[]=x',
      'temps=7',
      'page=abc',
      'tri=x',
    ]) {
      expect(await data(`/catalogues/cybersecurite.json?${query}`)).toMatchObject({ total: 110 });
    }
  });

  test('nothing found says which filter to take out', async () => {
    const page = await t.get('/catalogues/cybersecurite?kind=fiche&needs=reagir&cost=cofinance');
    expect(wordsIn(page)).toContain('Aucune ressource ne passe tous ces filtres');
    const unknown = await t.get('/catalogues/cybersecurite?q=zzzz%26zz');
    expect(wordsIn(unknown)).toContain('Aucune ressource ne parle de « zzzz&amp;zz »');
    expect(unknown.body).toContain('/recherche?type=ressources&amp;q=zzzz%26zz');
    expect(page.body).toContain('href="/catalogues/cybersecurite?needs=reagir&amp;kind=fiche"');
  });
});

describe('text', () => {
  test('finds by synonyms, without accents, in spite of typos', async () => {
    const wanted = await slugsOf('q=hame%C3%A7onnage');
    expect(wanted.length).toBeGreaterThan(3);
    expect(new Set(await slugsOf('q=phishing'))).toEqual(new Set(wanted));
    expect(await slugsOf('q=hameconnage')).toEqual(wanted);
    expect((await slugsOf('q=hamesonage')).length).toBeGreaterThan(0);
    // What someone who was never told the word types.
    expect(await slugsOf('q=mail frauduleux')).toEqual(expect.arrayContaining(wanted));
    const passwords = await slugsOf('q=password');
    expect(passwords.length).toBeGreaterThan(3);
    expect(await slugsOf('q=mot de passe')).toEqual(expect.arrayContaining(passwords));
  });

  test('is narrowed by facets, and counts within it', async () => {
    const found = await data('/catalogues/cybersecurite.json?q=phishing&kind=fiche');
    expect(found.total).toBeGreaterThan(0);
    for (const { kind } of found.resources) expect(kind).toEqual(['fiche']);
  });
});

test('an authority sees what suits its kind, its people and its territory', async () => {
  const small = await data('/catalogues/cybersecurite.json?collectivite=74002&needs=reagir');
  const slugs = small.resources.map(({ slug }: { slug: string }) => slug);
  expect(slugs).toContain('csirt-auvergne-rhone-alpes');
  expect(slugs).not.toContain('csirt-hauts-de-france');
  for (const { authority_size } of small.resources) expect(authority_size.min ?? 0).toBeLessThan(1_000);
  const page = wordsIn(await t.get('/catalogues/cybersecurite?collectivite=Saint-Martin'));
  expect(page).toMatch(/Laquelle est « Saint-Martin »/);
});

test('CSV holds everything under the filters, in words', async () => {
  const { body, headers } = await t.get('/catalogues/formations.csv?publics=elus');
  expect(headers['content-type']).toContain('text/csv');
  expect(body.split('\r\n').length - 2).toBe((await data('/catalogues/formations.json?publics=elus')).total);
  expect(body).toContain('Droit individuel à la formation des élus');
});

test('Atom tells the latest first', async () => {
  const { body } = await t.get('/catalogues/donnees.atom?themes=open-data');
  expect(body).toContain('<feed xmlns="http://www.w3.org/2005/Atom"');
  expect(body.match(/<entry>/g)?.length).toBe(25);
  expect(body).toMatch(/rel="self" href="[^"]+\/catalogues\/donnees\.atom\?themes=open-data"/);
});
