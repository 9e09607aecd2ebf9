import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wordsIn } from '../../../../test/agenda.ts';
import { isMarkup, nasty } from '../../../../test/attacks/nasty.ts';
import { startWithCatalogues } from '../../../../test/catalogue.ts';
import { anAccount } from '../../../../test/factories.ts';
import { publicUrl, type TestApp } from '../../../../test/harness.ts';
import { contrastOf, illegible } from './theme.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startWithCatalogues();
});
afterAll(() => t.close());

const frame = '/integrer/catalogues/cybersecurite';
/** What the titles lead to, in order; numbered in a selection. */
const titlesIn = (html: string) =>
  [...html.matchAll(/<h2[^>]*>(?:\d+\.\s)?<a href="([^"]+)"/g)].map(([, href]) => href);
const codesIn = (html: string) =>
  [...html.matchAll(/<pre class="cd-code"><code>(.*?)<\/code>/gs)].map(([, code = '']) =>
    code.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );

describe('the frame', () => {
  test('shows the list of its filters, so many at most, and leads to the rest', async () => {
    const { body } = await t.get(`${frame}?needs=reagir&nombre=3`);
    const { total, resources } = (await t.get('/catalogues/cybersecurite.json?needs=reagir')).json();
    expect(titlesIn(body)).toEqual(
      resources.slice(0, 3).map(({ slug }: { slug: string }) => `/catalogues/cybersecurite/${slug}`),
    );
    expect(body).toContain(`Voir les ${total}\u00a0ressources`);
    expect(body).toContain('href="/catalogues/cybersecurite?needs=reagir"');
    expect(body).toContain('Besoin\u00a0: Réagir');
  });

  test('may be framed by any site, and knows nothing of who reads it', async () => {
    const person = await anAccount(t.db, { name: 'Camille Discrète' });
    for (const cookie of [undefined, await t.signIn(person.id)]) {
      const { headers, body } = await t.get(frame, cookie);
      expect(headers['content-security-policy']).toContain('frame-ancestors *');
      expect(headers['content-security-policy']).toContain("style-src 'self';");
      expect(headers['x-frame-options']).toBeUndefined();
      expect(headers['set-cookie']).toBeUndefined();
      expect(body).not.toMatch(/<script|<form|style=|Camille/);
    }
    for (const path of [
      '/catalogues/cybersecurite',
      '/catalogues/cybersecurite/integrer',
      '/integrer/inconnu',
    ])
      expect((await t.get(path)).headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  test('shows one resource, and of a withdrawn one that it is withdrawn', async () => {
    const path = `${frame}/messervicescyber`;
    expect(titlesIn((await t.get(path)).body)).toEqual(['/catalogues/cybersecurite/messervicescyber']);
    const set = (published: boolean) =>
      t.db.updateTable('resources').set({ published }).where('slug', '=', 'messervicescyber').execute();
    await set(false);
    t.deps.pageCache.clear();
    const { body } = await t.get(path);
    expect(body).toContain('retirée du catalogue');
    expect(titlesIn(body)).toEqual([]);
    expect((await t.get(oembed('/catalogues/cybersecurite/messervicescyber'))).statusCode).toBe(404);
    await set(true);
    t.deps.pageCache.clear();
    expect((await t.get(`${frame}/nulle-part`)).statusCode).toBe(404);
  });
});

const hostile = [
  ...nasty.filter((value) => value.length < 1000 && value !== '\ud800'),
  'red;}body{display:none}',
  '</style><script>alert(1)</script>',
  'url(https://evil.example/x)',
  '0b4a57;background:url(//evil.example)',
  '#0b4a5',
];

describe('hostile parameters', () => {
  test.each(['accent', 'fond', 'texte', 'nombre', 'needs', 'temps', 'tri', 'q', 'collectivite', 'page'])(
    'in %s change nothing that they should not',
    async (name) => {
      for (const value of hostile) {
        const query = `${name}=${encodeURIComponent(value)}`;
        for (const path of [frame, '/catalogues/cybersecurite/integrer', `${frame}/messervicescyber`]) {
          const page = await t.get(`${path}?${query}`);
          expect([200, 302], `${path}?${query}`).toContain(page.statusCode);
          expect(isMarkup(page)).toBe(false);
          expect(page.body).not.toContain('<style');
          expect(titlesIn(page.body).length).toBeLessThanOrEqual(50);
          // No sheet is asked for with what is no colour.
          expect(page.body).not.toMatch(/theme\.css\?[^"]*(?:evil|red|script)/);
        }
      }
    },
  );

  test('a sheet of colours is made of colours alone', async () => {
    for (const value of hostile) {
      const sheet = await t.get(`/integrer/theme.css?accent=${encodeURIComponent(value)}&fond=ffffff`);
      expect(sheet.headers['content-type']).toBe('text/css; charset=utf-8');
      expect(sheet.body).toMatch(/^:root\{color-scheme:light;(?:--[a-z-]+:#[0-9a-f]{6};?)+\}\n$/);
    }
    const { body } = await t.get('/integrer/theme.css?accent=%23C00040&fond=101010&texte=FFFFFF');
    expect(body).toContain('--accent:#c00040');
    expect(body).toContain('color-scheme:dark');
  });
});

test('colours that are hard to read are told', async () => {
  expect(contrastOf('ffffff', '000000')).toBeCloseTo(21);
  expect(contrastOf('777777', 'ffffff')).toBeCloseTo(4.48, 2);
  expect(illegible({ fond: '0b4a57' })).toEqual([]);
  expect(illegible({})).toEqual([]);
  const { body } = await t.get('/catalogues/donnees/integrer?texte=cccccc&fond=ffffff');
  expect(body).toContain('Contraste insuffisant');
});

describe('the page that makes the code', () => {
  test('gives a frame and a component with the filters, escaped, that work', async () => {
    const { body } = await t.get(
      '/catalogues/cybersecurite/integrer?needs=reagir&nombre=5&accent=c00040&q=a%22b',
    );
    const codes = codesIn(body);
    expect(codes).toHaveLength(2);
    const src = /src="([^"]+)" title/.exec(codes[0] ?? '')?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(src).toBe(`${publicUrl}${frame}?q=a%22b&needs=reagir&nombre=5&accent=c00040`);
    expect((await t.get(src.slice(publicUrl.length))).statusCode).toBe(200);
    expect(codes[1]).toContain(`src="${publicUrl}/integrer/cordee-catalogue.js"`);
    expect(codes[1]).toContain('style="--cordee-accent: #c00040"');
    expect(body).toContain('<iframe');
  });

  test('frames our own pages alone, and says which colour is none', async () => {
    const { headers, body } = await t.get('/catalogues/formations/integrer?fond=bleu');
    expect(headers['content-security-policy']).toContain("frame-src 'self'");
    expect(body).toContain('six chiffres ou lettres de a à f');
    expect(body).toContain('value="bleu"');
    expect((await t.get('/catalogues/formations')).headers['content-security-policy']).not.toContain(
      'frame-src',
    );
  });
});

const oembed = (path: string, more = '') => `/oembed?url=${encodeURIComponent(`${publicUrl}${path}`)}${more}`;

describe('oEmbed', () => {
  test('is told in the head of pages, and gives the frame of the same filters', async () => {
    for (const path of [
      '/catalogues/cybersecurite?needs=reagir',
      '/catalogues/cybersecurite/messervicescyber',
    ]) {
      const { body } = await t.get(path);
      const told = /type="application\/json\+oembed"[^>]*href="([^"]+)"/
        .exec(body)?.[1]
        ?.replaceAll('&amp;', '&');
      const answer = await t.get((told ?? '').slice(publicUrl.length));
      expect(answer.json()).toMatchObject({ version: '1.0', type: 'rich', width: 640, height: 600 });
      expect(answer.json().html).toContain(`${publicUrl}/integrer${path}`);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    }
  });

  test('keeps to the size that is asked', async () => {
    const { width, height, html } = (
      await t.get(oembed('/catalogues/donnees', '&maxwidth=300&maxheight=200'))
    ).json();
    expect([width, height]).toEqual([300, 200]);
    expect(html).toContain('width="300" height="200"');
  });

  test.each([
    'https://evil.example/catalogues/donnees',
    'http://cordee.test.evil.example/catalogues/donnees',
    'http://cordee.test@evil.example/catalogues/donnees',
    'javascript:alert(1)',
    '//cordee.test/catalogues/donnees',
    `${publicUrl}/espace`,
    `${publicUrl}/catalogues/inconnu`,
    `${publicUrl}/catalogues/donnees/inconnue`,
    `${publicUrl}/catalogues/donnees/integrer/encore`,
    'x',
  ])('knows our addresses alone: %s', async (url) => {
    expect((await t.get(`/oembed?url=${encodeURIComponent(url)}`)).statusCode).toBe(404);
  });

  test('escapes what the address carries', async () => {
    const { html } = (
      await t.get(oembed(`/catalogues/donnees?q=${encodeURIComponent('"><script>alert(1)</script>')}`))
    ).json();
    expect(html).not.toContain('<script');
    expect(html.match(/"/g)).toHaveLength(12);
  });

  test('exists in JSON only', async () => {
    expect((await t.get(oembed('/catalogues/donnees', '&format=xml'))).statusCode).toBe(501);
  });
});

describe('a selection', () => {
  const page = '/selections/premiers-gestes-d-une-petite-commune';
  const framed = `/integrer${page}`;
  const draft = (published: boolean) => {
    t.deps.pageCache.clear();
    return t.db
      .updateTable('selections')
      .set({ published })
      .where('slug', '=', 'premiers-gestes-d-une-petite-commune')
      .execute();
  };

  test('is framed in its order, with its words, for anybody alike', async () => {
    const { items, introduction_text, title } = (await t.get(`${page}.json`)).json();
    const person = await anAccount(t.db, { name: 'Camille Discrète' });
    for (const cookie of [undefined, await t.signIn(person.id)]) {
      const { headers, body } = await t.get(framed, cookie);
      expect(titlesIn(body)).toEqual(
        items.map(({ resource }: { resource: { page: string } }) => resource.page.slice(publicUrl.length)),
      );
      const words = wordsIn({ body });
      expect(words).toContain(title);
      expect(words).toContain(introduction_text.split('\n')[0].slice(0, 40));
      for (const { note } of items) if (note) expect(words).toContain(note.slice(0, 30));
      expect(words).toContain('Sélection de départ');
      expect(headers['content-security-policy']).toContain('frame-ancestors *');
      expect(headers['x-frame-options']).toBeUndefined();
      expect(headers['set-cookie']).toBeUndefined();
      expect(body).not.toMatch(/<script|<form|style=|Camille/);
    }
    const few = (await t.get(`${framed}?nombre=2`)).body;
    expect(titlesIn(few)).toHaveLength(2);
    expect(few).toContain(`Voir les ${items.length}\u00a0ressources`);
  });

  test('leaves out what was withdrawn, and is nowhere once it is a draft', async () => {
    const before = titlesIn((await t.get(framed)).body);
    const set = (published: boolean) =>
      t.db.updateTable('resources').set({ published }).where('slug', '=', '17cyber').execute();
    await set(false);
    t.deps.pageCache.clear();
    const { body } = await t.get(framed);
    expect(before).toContain('/catalogues/cybersecurite/17cyber');
    expect(titlesIn(body)).toEqual(before.filter((href) => !href?.endsWith('/17cyber')));
    await set(true);
    await draft(false);
    const gone = await t.get(framed);
    const never = await t.get('/integrer/selections/jamais-faite');
    expect([gone.statusCode, never.statusCode]).toEqual([404, 404]);
    // Nothing tells the one from the other; a page that frames it reads a sentence rather than an error of its browser.
    expect(gone.body).toBe(never.body);
    expect(gone.headers['content-security-policy']).toContain('frame-ancestors *');
    expect(gone.headers['set-cookie']).toBeUndefined();
    for (const path of [`${page}/integrer`, `${page}.json`, oembed(page)])
      expect((await t.get(path)).statusCode, path).toBe(404);
    await draft(true);
    expect((await t.get(framed)).statusCode).toBe(200);
  });

  test.each(['accent', 'fond', 'texte', 'nombre', 'q', 'page'])(
    'takes nothing hostile in %s',
    async (name) => {
      for (const value of hostile) {
        for (const path of [framed, `${page}/integrer`]) {
          const answer = await t.get(`${path}?${name}=${encodeURIComponent(value)}`);
          expect([200, 302], `${path}?${name}=${value}`).toContain(answer.statusCode);
          expect(isMarkup(answer)).toBe(false);
          expect(answer.body).not.toContain('<style');
          expect(answer.body).not.toMatch(/theme\.css\?[^"]*(?:evil|red|script)/);
          expect(answer.headers['set-cookie']).toBeUndefined();
        }
      }
    },
  );

  test.each(['..%2f..%2fespace', '%00', 'A', 'x'.repeat(300), "x'--"])(
    'has no name like %s',
    async (name) => {
      expect((await t.get(`/integrer/selections/${name}`)).statusCode).toBe(404);
    },
  );

  test('hides no script in what its authors write', async () => {
    const author = await anAccount(t.db, { roles: ['programme-team'] });
    await t.db
      .insertInto('selections')
      .values({
        slug: 'piege',
        title: '"><script>alert(1)</script>',
        introduction: '<script>alert(1)</script> [clic](javascript:alert(1)) **gras**',
        published: true,
        created_by: author.id,
      })
      .execute();
    const { id } = await t.db
      .selectFrom('selections')
      .select('id')
      .where('slug', '=', 'piege')
      .executeTakeFirstOrThrow();
    const resource = await t.db
      .selectFrom('resources')
      .select('id')
      .where('slug', '=', '17cyber')
      .executeTakeFirstOrThrow();
    await t.db
      .insertInto('selection_items')
      .values({
        selection_id: id,
        resource_id: resource.id,
        position: 0,
        note: '<img src=x onerror=alert(1)>',
      })
      .execute();
    t.deps.pageCache.clear();
    for (const path of ['/integrer/selections/piege', '/selections/piege/integrer']) {
      const { body } = await t.get(path);
      expect(body, path).not.toMatch(/<script>alert|href="javascript|<img src="?x/);
    }
    expect((await t.get('/integrer/selections/piege')).body).toContain('<strong>gras</strong>');
    const { html } = (await t.get(oembed('/selections/piege'))).json();
    expect(html).not.toContain('<script');
    await t.db.deleteFrom('selections').where('slug', '=', 'piege').execute();
  });

  test('has a page that makes its code, which the page of the selection leads to', async () => {
    const shown = await t.get(page);
    expect(shown.body).toContain(`<a href="${page}/integrer">Placer cette sélection sur votre site</a>`);
    const { headers, body } = await t.get(`${page}/integrer?nombre=3&accent=c00040`);
    expect(headers['content-security-policy']).toContain("frame-src 'self'");
    const [frameCode = '', componentCode = ''] = codesIn(body);
    expect(frameCode).toContain(`src="${publicUrl}${framed}?nombre=3&amp;accent=c00040"`);
    expect(componentCode).toContain(`<cordee-catalogue src="${publicUrl}${page}" nombre="3"`);
    const [, whole = ''] = codesIn((await t.get(`${page}/integrer`)).body);
    expect(whole).toContain(`<cordee-catalogue src="${publicUrl}${page}">`);
    expect((await t.get(`${page}/integrer?fond=bleu`)).body).toContain('six chiffres ou lettres de a à f');
  });

  test('tells oEmbed in the head of its page', async () => {
    const told = /type="application\/json\+oembed"[^>]*href="([^"]+)"/
      .exec((await t.get(page)).body)?.[1]
      ?.replaceAll('&amp;', '&');
    const answer = (await t.get((told ?? '').slice(publicUrl.length))).json();
    expect(answer).toMatchObject({ type: 'rich', title: 'Premiers gestes d’une petite commune' });
    expect(answer.html).toContain(`src="${publicUrl}${framed}"`);
  });
});

test('the component and public data are open to the scripts of other sites, pages are not', async () => {
  const script = await t.get('/integrer/cordee-catalogue.js');
  expect(script.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'content-type': expect.stringContaining('javascript'),
  });
  expect(script.headers['cache-control']).toContain('max-age=3600');
  expect(Buffer.byteLength(script.body)).toBeLessThan(15 * 1024);
  for (const path of ['/catalogues/donnees.json', '/catalogues/donnees.csv', '/groupes.json'])
    expect((await t.get(path)).headers['access-control-allow-origin']).toBe('*');
  for (const path of ['/catalogues/donnees', '/espace', '/connexion'])
    expect((await t.get(path)).headers['access-control-allow-origin']).toBeUndefined();
});
