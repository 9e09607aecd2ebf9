import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../test/agenda.ts';
import { startWithCatalogues } from '../../../test/catalogue.ts';
import type { TestApp } from '../../../test/harness.ts';
import { catalogueSlugs } from './catalogues.ts';
import { readTaxonomy } from './facets/taxonomy.ts';
import { guides } from './guide/questions.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startWithCatalogues();
});
afterAll(() => t.close());

const page = async (path: string) => (await t.get(path)).body;
/** Slugs of the resources of a part of a page, in their order. */
const linked = (html: string, id: string): string[] => {
  const part = html.slice(html.indexOf(`id="${id}"`), html.indexOf('</main>'));
  return [...part.matchAll(/class="cd-item__title"><a href="\/catalogues\/[a-z]+\/([^"]+)"/g)].map(
    ([, slug = '']) => slug,
  );
};

describe('three questions', () => {
  test('ask what the taxonomy knows', async () => {
    const taxonomy = await readTaxonomy(t.db);
    for (const slug of catalogueSlugs) {
      const { people, needs } = guides[slug];
      for (const term of [...people.flatMap(({ terms }) => terms), ...needs.flatMap(({ terms }) => terms)]) {
        const [facet = '', code = ''] = term.split(':');
        expect(taxonomy.get(facet)?.values.has(code), term).toBe(true);
      }
    }
  });

  test('each need of each catalogue has an answer, whoever asks', async () => {
    for (const slug of catalogueSlugs) {
      for (const { code } of guides[slug].needs) {
        const found = linked(await page(`/catalogues/${slug}/guide?besoin=${code}`), 'reponses');
        expect(found.length, `${slug} ${code}`).toBeGreaterThan(0);
        expect(found.length).toBeLessThanOrEqual(7);
      }
    }
  });

  test('are shown whole to whoever answered nothing', async () => {
    const answer = await t.get('/catalogues/cybersecurite/guide');
    expect(answer.body).not.toContain('id="reponses"');
    expect(answer.body.match(/type="radio"/g)?.length).toBe(6 + 1 + 9 + 1 + 3 + 1);
    expect(answer.body).not.toContain('noindex');
  });

  test('an elected official of Annecy who must react is told of the centre of the région first, and why', async () => {
    const html = await page(
      '/catalogues/cybersecurite/guide?qui=elu&besoin=reagir&temps=5&collectivite=74010',
    );
    const found = linked(html, 'reponses');
    expect(found[0]).toBe('csirt-auvergne-rhone-alpes');
    expect(found.filter((slug) => slug.startsWith('csirt-'))).toHaveLength(1);
    const words = wordsIn(
      await t.get('/catalogues/cybersecurite/guide?qui=elu&besoin=reagir&temps=5&collectivite=74010'),
    );
    expect(words).toContain('Pour les élus ; pour réagir ; local : votre région ; gratuit');
    expect(html).toContain('href="/urgence-cyber"');
  });

  test('without a place no centre of somewhere else is advised, and it is said that there are some', async () => {
    const answer = await t.get('/catalogues/cybersecurite/guide?besoin=reagir');
    expect(linked(answer.body, 'reponses').filter((slug) => slug.startsWith('csirt-'))).toEqual([]);
    expect(wordsIn(answer)).toContain('16 offres locales répondent aussi à ce besoin');
  });

  test('the least important answer is left aside, and it is said', async () => {
    const query = '/catalogues/formations/guide?qui=cadres-dirigeants';
    const [time, who] = await Promise.all([
      t.get(`${query}&besoin=inclusion&temps=60`),
      t.get(`${query}&besoin=financement&temps=60`),
    ]);
    for (const { body } of [time, who]) expect(linked(body, 'reponses').length).toBeGreaterThan(0);
    expect(wordsIn(time)).toContain(
      'ne répond à ce besoin en 1 h : voici celles qui y répondent, sans tenir compte du temps.',
    );
    expect(wordsIn(who)).toContain('pour les cadres dirigeants : voici celles qui y répondent pour d’autres');
  });

  test('odd answers are none; a name that several bear is asked about', async () => {
    for (const query of ['qui=%3Cscript%3E', 'besoin=__proto__', 'temps=7', 'qui=a&qui=b'])
      expect(await page(`/catalogues/donnees/guide?${query}`)).not.toContain('id="reponses"');
    const answer = await t.get('/catalogues/cybersecurite/guide?besoin=reagir&collectivite=Saint-Martin');
    expect(wordsIn(answer)).toContain('Laquelle est « Saint-Martin »');
    expect(answer.body).toMatch(/guide\?besoin=reagir&amp;collectivite=commune%3A\d{5}/);
    expect((await t.get('/catalogues/inconnu/guide')).statusCode).toBe(404);
  });
});

describe('from an authority', () => {
  const slugs = async (query: string): Promise<string[]> =>
    (await t.get(`/catalogues/cybersecurite.json?${query}`))
      .json()
      .resources.map(({ slug }: { slug: string }) => slug);

  test('local offers come first; who must react sees the centre of the région before all', async () => {
    const rennes = await slugs('collectivite=35238');
    expect(rennes.slice(0, 2).sort()).toEqual(['csirt-breizh-cyber', 'megalis-cdg35-cyber']);
    expect((await slugs('collectivite=35238&needs=reagir'))[0]).toBe('csirt-breizh-cyber');
    // The others keep their order.
    expect(rennes.slice(2)).toEqual(
      (await slugs('collectivite=35238&coverage=national')).slice(0, rennes.slice(2).length),
    );
  });

  test('its page says what may help it, with the measures that concern it', async () => {
    const answer = await t.get('/collectivites/communes/35238');
    const part = answer.body.slice(answer.body.indexOf('id="aides"'));
    expect(linked(answer.body, 'aides')[0]).toBe('csirt-breizh-cyber');
    expect(part).toContain('href="/agenda/csirt-regionaux"');
    expect(part).toContain('href="/catalogues/donnees?collectivite=commune%3A35238"');
    const data = (await t.get('/collectivites/communes/35238.json')).json();
    expect(data.resources[0]).toMatchObject({ slug: 'csirt-breizh-cyber', measure: 'csirt-regionaux' });
    expect(data.resources.length).toBeLessThanOrEqual(5);
    expect(new Set(data.resources.map(({ slug }: { slug: string }) => slug)).size).toBe(
      data.resources.length,
    );
  });

  test('a small commune is not told of what binds larger ones', async () => {
    const measures = async (code: string): Promise<string[]> =>
      (await t.get(`/collectivites/communes/${code}.json`))
        .json()
        .resources.map(({ measure }: { measure: string }) => measure);
    const concerned = (await t.get('/collectivites/communes/74002.json')).json().measures;
    const yes = new Set(
      concerned
        .filter(({ verdict }: { verdict: string }) => verdict === 'yes')
        .map(({ slug }: { slug: string }) => slug),
    );
    for (const slug of await measures('74002')) expect(yes.has(slug), slug).toBe(true);
  });
});

test('the page of a measure says what helps, and where to find the local offers', async () => {
  const answer = await t.get('/agenda/rgpd-dpo');
  expect(linked(answer.body, 'ressources')).toHaveLength(4);
  const local = await page('/agenda/csirt-regionaux');
  expect(local).toContain('href="/catalogues/cybersecurite?coverage=regional"');
  expect(await page('/agenda/compte-financier-unique')).not.toContain('id="ressources"');
});

describe('a victim of an attack', () => {
  test('sees the number of the centre of the région, and who says each thing', async () => {
    const { body, statusCode } = await t.get('/urgence-cyber?region=84');
    expect(statusCode).toBe(200);
    expect(body).toContain('href="tel:0472405656"');
    expect(body).toContain('<link rel="canonical" href="http://cordee.test/urgence-cyber?region=84"');
    for (const slug of [
      'fiche-reflexe-rancongiciel',
      '17cyber',
      'cnil-notifier-violation',
      'fiche-certfr-chiffrement',
    ])
      expect(body).toContain(`href="/catalogues/cybersecurite/${slug}"`);
    expect(body).not.toMatch(/<img|<script(?! type="module")/);
  });

  test('finds the région by the name of a commune', async () => {
    const answer = await t.get('/urgence-cyber?collectivite=Annecy');
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/urgence-cyber?region=84']);
    const overseas = await t.get('/urgence-cyber?collectivite=97801');
    expect(overseas.headers.location).toBe('/urgence-cyber?region=978');
    expect(await page('/urgence-cyber?region=978')).toContain('href="tel:0970260801"');
    expect(wordsIn(await t.get('/urgence-cyber?collectivite=Saint-Martin'))).toContain('Laquelle est');
    expect(wordsIn(await t.get('/urgence-cyber?collectivite=zzzzzz'))).toContain(
      'Aucune collectivité ne répond',
    );
  });

  test('is told when no centre is known there, or when no number is', async () => {
    expect(wordsIn(await t.get('/urgence-cyber?region=06'))).toContain(
      'Nous ne connaissons pas de centre de réponse pour Mayotte',
    );
    const corsica = await page('/urgence-cyber?region=94');
    expect(corsica).toContain('https://cyber.corsica/');
    expect(corsica).not.toContain('href="tel:');
    for (const odd of ['region=99', 'region=x', 'region=84&region=11', 'region=%00'])
      expect((await t.get(`/urgence-cyber?${odd}`)).statusCode).toBe(200);
  });

  test('sees the number change with the resource, and no link to what was withdrawn', async () => {
    await t.db
      .updateTable('resources')
      .set({ summary: 'Centre. Téléphone : 01 02 03 04 05.' })
      .where('slug', '=', 'csirt-region-sud')
      .execute();
    await t.db
      .updateTable('resources')
      .set({ published: false })
      .where('slug', '=', 'label-expertcyber')
      .execute();
    t.deps.pageCache.clear();
    const html = await page('/urgence-cyber?region=93');
    expect(html).toContain('href="tel:0102030405"');
    expect(html).not.toContain('label-expertcyber');
  });
});

test('where a victim would look, the way is shown', async () => {
  for (const path of ['/', '/catalogues', '/catalogues/cybersecurite', '/plan-du-site', '/agenda'])
    expect(await page(path), path).toContain('href="/urgence-cyber"');
});
