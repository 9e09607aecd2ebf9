import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
const titlesIn = (html: string) => [...html.matchAll(/<h2><a href="([^"]+)"/g)].map(([, href]) => href);

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

describe('hostile parameters', () => {
  const hostile = [
    ...nasty.filter((value) => value.length < 1000 && value !== '\ud800'),
    'red;}body{display:none}',
    '</style><script>alert(1)</script>',
    'url(https://evil.example/x)',
    '0b4a57;background:url(//evil.example)',
    '#0b4a5',
  ];

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
    const codes = [...body.matchAll(/<pre class="cd-code"><code>(.*?)<\/code>/gs)].map(([, code = '']) =>
      code.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    );
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
