import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAccount } from '../../../../test/factories.ts';
import { publicUrl, startTestApp, type TestApp } from '../../../../test/harness.ts';
import { loadPages } from '../index.ts';
import { createPage, editPage } from './actions.ts';
import type { PageState } from './page-state.ts';
import { permalinkProblem } from './permalink.ts';

let t: TestApp;
let team: string;
let stranger: string;

beforeAll(async () => {
  t = await startTestApp({ mailFrom: 'Cordée <equipe@cordee.example>' });
  await loadPages({ db: t.db, now: t.clock.now(), say: () => {} });
  team = await t.signIn((await anAccount(t.db, { roles: ['programme-team'] })).id);
  stranger = await t.signIn((await anAccount(t.db)).id);
});
afterAll(() => t.close());

const by = () => ({ actor: null, now: t.clock.now() });
// Written beside the server: in production, the database tells it.
const forget = () => t.deps.pageCache.clear();

function aPage(values: Partial<PageState>): PageState {
  return {
    kind: 'page',
    title: 'Essai',
    permalink: '/essai',
    summary: '',
    body: 'Bonjour.',
    published: true,
    menuTitle: null,
    menuWeight: null,
    illustration: null,
    illustrationAlt: '',
    datedOn: null,
    toVerify: false,
    ...values,
  };
}

describe('the start-up content', () => {
  it('is loaded once, each page with its first version', async () => {
    await loadPages({ db: t.db, now: t.clock.now(), say: () => {} });
    const { pages, versions } = await t.db
      .selectNoFrom((eb) => [
        eb
          .selectFrom('pages')
          .select((q) => q.fn.countAll<number>().as('n'))
          .as('pages'),
        eb
          .selectFrom('page_versions')
          .select((q) => q.fn.countAll<number>().as('n'))
          .as('versions'),
      ])
      .executeTakeFirstOrThrow();
    expect(pages).toBe(17);
    expect(versions).toBe(17);
  });

  it('serves the imported page at its own address, with its anchors', async () => {
    const page = await t.get('/services/tnt/projets/');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('id="groupe-projet-1--agenda-de-transformation-numérique-des-collectivités"');
    expect(page.body).not.toContain('background-color');
  });

  it('fills in the contact address', async () => {
    expect((await t.get('/contact')).body).toContain('href="mailto:equipe@cordee.example"');
  });
});

describe('a page', () => {
  it('is the same with and without its last slash, under one canonical address', async () => {
    for (const url of ['/programme', '/programme/']) {
      const page = await t.get(url);
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain(`<link rel="canonical" href="${publicUrl}/programme"`);
    }
  });

  it('offers its headings when it is long', async () => {
    expect((await t.get('/programme')).body).toContain('href="#les-dates"');
    expect((await t.get('/rejoindre')).body).toContain('<h2 id="pour-qui"');
  });

  it('has a twin as data', async () => {
    const answer = await t.get('/services/tnt/outils.json');
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.json()).toMatchObject({
      kind: 'page',
      url: `${publicUrl}/services/tnt/outils/`,
      format: 'markdown',
    });
  });

  it('shows raw HTML as text, and follows no script address', async () => {
    await createPage(
      t.db,
      aPage({
        permalink: '/piege',
        title: '<script>alert(1)</script>',
        body: '<img src=x onerror=alert(1)>\n\n[lien](javascript:alert(1))',
      }),
      by(),
    );
    const { body } = await t.get('/piege');
    expect(body).not.toContain('<script>alert');
    expect(body).not.toContain('<img src=x');
    expect(body).not.toContain('href="javascript:');
  });

  it('shows an illustration only when the site has the image', async () => {
    await createPage(
      t.db,
      aPage({ permalink: '/sans-image', illustration: '/uploads/absente.png', illustrationAlt: 'Absente' }),
      by(),
    );
    expect((await t.get('/sans-image')).body).not.toContain('absente.png');
  });

  it('leads from an address that it had to the one it has, once the public knew it', async () => {
    const id = await createPage(t.db, aPage({ permalink: '/avant/', title: 'Déménagement' }), by());
    await editPage(t.db, id, 1, aPage({ permalink: '/apres/été', title: 'Déménagement' }), by());
    const moved = await t.get('/avant?a=1');
    expect(moved.statusCode).toBe(301);
    expect(moved.headers.location).toBe('/apres/%C3%A9t%C3%A9?a=1');
    expect((await t.get('/apres/%C3%A9t%C3%A9')).statusCode).toBe(200);
  });
});

describe('an address that leads nowhere', () => {
  it.each([
    '/rien',
    '/rien.json',
    '/programme/rien',
    '/a%00b',
    '/..%2f..%2fetc/passwd',
    '/administration/rien',
  ])('%s is a 404', async (url) => {
    expect((await t.get(url)).statusCode).toBe(404);
  });

  it('does not shadow the routes of the product', async () => {
    expect((await t.get('/sante/vivant')).json()).toEqual({ etat: 'vivant' });
    expect((await t.get('/administration')).headers.location).toContain('/connexion');
  });
});

describe('a draft', () => {
  beforeAll(async () => {
    await createPage(
      t.db,
      aPage({
        permalink: '/actualites/secret/',
        kind: 'news',
        datedOn: '2026-12-01',
        title: 'Brouillon introuvable',
        published: false,
        menuTitle: 'Brouillon introuvable',
        menuWeight: 1,
      }),
      by(),
    );
    forget();
  });

  it.each(['/actualites/secret/', '/actualites/secret', '/actualites/secret.json'])(
    'answers %s to the programme team alone',
    async (url) => {
      expect((await t.get(url)).statusCode).toBe(404);
      expect((await t.get(url, stranger)).statusCode).toBe(404);
      expect((await t.get(url, team)).statusCode).toBe(200);
    },
  );

  it.each([
    '/',
    '/actualites',
    '/actualites.json',
    '/actualites.atom',
    '/sitemap-contenus.xml',
    '/plan-du-site',
    '/recherche?q=introuvable',
    '/recherche.json?q=introuvable',
  ])('is absent from %s', async (url) => {
    const answer = await t.get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.body.replaceAll('« introuvable »', '')).not.toContain('Brouillon introuvable');
  });

  it('does not tell where it was when it was never published', async () => {
    const id = await createPage(t.db, aPage({ permalink: '/cache', published: false }), by());
    await editPage(t.db, id, 1, aPage({ permalink: '/au-jour', published: true }), by());
    expect((await t.get('/cache')).statusCode).toBe(404);
  });
});

describe('the news', () => {
  it('come newest first, page by page', async () => {
    const { items } = (await t.get('/actualites.json')).json();
    const dates = items.map((item: { date: string }) => item.date);
    expect(dates).toEqual(dates.toSorted().reverse());
    expect((await t.get('/actualites?page=99')).headers.location).toBe('/actualites');
    expect((await t.get('/actualites?page=abc')).statusCode).toBe(200);
  });

  it('are a feed with whole addresses and titles as text', async () => {
    await createPage(
      t.db,
      aPage({ permalink: '/actualites/a-b/', kind: 'news', datedOn: '2026-11-20', title: 'A < B & ]]> C' }),
      by(),
    );
    forget();
    const feed = await t.get('/actualites.atom');
    expect(feed.headers['content-type']).toContain('application/atom+xml');
    expect(feed.body).toContain(`<id>${publicUrl}/actualites/webinaire-api/</id>`);
    expect(feed.body).toContain('A &lt; B &amp; ]]&gt; C');
    expect(feed.body).not.toMatch(/href="\/|src="\//);
  });
});

it('the icon is found under the name that browsers try by themselves', async () => {
  const answer = await t.get('/favicon.ico');
  expect(answer.statusCode).toBe(302);
  expect(answer.headers['cache-control']).toContain('max-age=86400');
  const icon = await t.get(String(answer.headers.location));
  expect([icon.statusCode, icon.headers['content-type']]).toEqual([200, 'image/svg+xml']);
});

describe('the addresses that pages may take', () => {
  it.each([
    'programme',
    '/',
    '//',
    '/a//b',
    '/../etc',
    '/a/../b',
    '/.cache',
    '/a b',
    '/a?b',
    '/a#b',
    '/a%2e',
    '/groupes',
    '/groupes/nouveau',
    '/actualites',
    '/actualites/',
    '/administration/x',
    '/a.json',
    `/${'a'.repeat(301)}`,
  ])('leave out %s', (permalink) => {
    expect(permalinkProblem(permalink)).not.toBeNull();
  });

  it.each(['/programme', '/actualites/x/', '/services/tnt/outils/', '/été', '/page.html'])(
    'hold %s',
    (permalink) => {
      expect(permalinkProblem(permalink)).toBeNull();
    },
  );

  it('leave every route of the product alone', () => {
    const routes = t.app.printRoutes({ commonPrefix: false }).matchAll(/^ {4}[├└]── ([^ /(:]+)/gm);
    const parts = new Set([...routes].map((match) => match[1] ?? ''));
    expect(parts.size).toBeGreaterThan(10);
    // The wildcard itself, and the site map, whose parts end in `.xml`.
    for (const part of ['*', 'sitemap-collectivites-']) parts.delete(part);
    expect([...parts].filter((part) => permalinkProblem(`/${part}`) === null)).toEqual([]);
  });
});
