import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../test/harness.ts';
import type { Deps } from '../deps.ts';
import { openFileStore } from '../files/index.ts';
import {
  type App,
  authorise,
  button,
  createServer,
  fields,
  formPage,
  LivePages,
  ownAddress,
  PageCache,
  Refusal,
} from './index.ts';

const log = pino({ level: 'silent' });
const publicUrl = 'https://cordee.test';

async function server(pageCache = new PageCache(false)): Promise<App> {
  const app = await createServer({ log, publicUrl, trustProxy: false, pageCache });
  app.decorateReply('page', async function (meta, body) {
    return this.type('text/html').send(JSON.stringify({ meta, body }));
  });
  app.decorateReply('notice', function () {
    return this;
  });
  return app;
}

describe('a route that breaks the rules stops the server from starting', () => {
  test.each<[string, (app: App) => void]>([
    ['no access', (app) => app.get('/x', async () => '')],
    [
      'an access that is no verb',
      (app) => app.get('/x', { config: { access: 'Anything.goes!' } }, async () => ''),
    ],
    ['params without schema', (app) => app.get('/x/:id', { config: { access: 'public' } }, async () => '')],
    ['a body without schema', (app) => app.post('/x', { config: { access: 'public' } }, async () => '')],
  ])('%s', async (_name, add) => {
    const app = await server();
    expect(() => add(app)).toThrow(/declares|takes/);
  });
});

describe('rights', () => {
  test('a handler that forgets to check its verb answers an error, not its content', async () => {
    const app = await server();
    app.get('/x', { config: { access: 'thing.see' } }, async () => 'secret');
    app.get('/y', { config: { access: 'thing.see' } }, async (request) => {
      authorise(request, 'thing.see', true);
      return 'seen';
    });
    expect((await app.inject('/x')).statusCode).toBe(500);
    expect((await app.inject('/x')).body).not.toContain('secret');
    expect((await app.inject('/y')).body).toBe('seen');
  });
});

describe('what comes from another site', () => {
  const from = async (headers: Record<string, string>) => {
    const app = await server();
    app.post('/x', { config: { access: 'public' }, schema: { body: z.unknown() } }, async () => 'done');
    return (await app.inject({ method: 'POST', url: '/x', headers, payload: {} })).statusCode;
  };
  test.each([
    ['our own page', { 'sec-fetch-site': 'same-origin' }, 200],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sister site', { 'sec-fetch-site': 'same-site' }, 403],
    ['our origin, on a browser that says only that', { origin: publicUrl }, 200],
    ['another origin', { origin: 'https://evil.test' }, 403],
    ['no origin at all', { origin: 'null' }, 403],
    ['another page', { referer: 'https://evil.test/form' }, 403],
    ['a program without cookie', {}, 200],
    ['a program with a cookie', { cookie: 'session=x' }, 403],
  ])('%s: %o gives %i', async (_name, headers, status) => {
    expect(await from(headers)).toBe(status);
  });
});

describe('a form', () => {
  let database: TestDatabase;
  let app: App;
  beforeAll(async () => {
    database = await createTestDatabase();
    const deps: Deps = {
      db: database.db,
      log,
      clock: { now: () => new Date() },
      settings: {
        publicUrl,
        demo: false,
        mailbox: false,
        checksLinks: false,
        brand: 'neutral',
        mailFrom: null,
        replies: null,
      },
      files: openFileStore({ folder: '/nowhere', bucket: null }),
      pageCache: new PageCache(false),
      livePages: new LivePages(),
    };
    app = await server();
    formPage(app, deps, {
      path: '/noms',
      access: 'public',
      body: { nom: fields.line({ max: 10, required: 'Indiquez un nom.' }) },
      show: ({ form }) => ({ meta: { title: 'Noms' }, body: JSON.stringify(form) }),
      submit: async ({ tx, input }) => {
        await tx
          .insertInto('content_imports')
          .values({ name: `${input.nom} ${randomUUID()}` })
          .execute();
        if (input.nom === 'interdit') throw new Refusal('Ce nom est pris.', 'nom');
        return { location: `/noms/${input.nom}`, notice: 'Fait.' };
      },
    });
    button(app, deps, {
      path: '/refus',
      access: 'public',
      submit: async () => Promise.reject(new Refusal('Non.')),
    });
    await app.ready();
  });
  afterAll(() => database.close());

  const post = (fields: Record<string, string>, url = '/noms') =>
    app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      payload: new URLSearchParams(fields).toString(),
    });
  const written = async () => (await database.db.selectFrom('content_imports').selectAll().execute()).length;

  test('acts, then redirects', async () => {
    const answer = await post({ nom: '  Léa   B ', cle: randomUUID() });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe(encodeURI('/noms/Léa B'));
  });

  test.each([
    ['', 'Indiquez un nom.'],
    ['x'.repeat(11), 'Ce texte est trop long : 10 caractères au plus.'],
    ['a\u0000b', 'Ce texte contient un caractère interdit.'],
    ['\ud800', 'Ce texte contient un caractère interdit.'],
  ])('says what is wrong with %j and keeps it', async (nom, message) => {
    const before = await written();
    const answer = await post({ nom });
    expect(answer.statusCode).toBe(nom === '\ud800' ? answer.statusCode : 422);
    if (nom !== '\ud800')
      expect(JSON.parse(answer.json().body)).toMatchObject({ values: { nom }, errors: { nom: message } });
    if (answer.statusCode === 422) expect(await written()).toBe(before);
  });

  test('a refusal of the action undoes everything', async () => {
    const before = await written();
    const answer = await post({ nom: 'interdit' });
    expect(answer.statusCode).toBe(422);
    expect(JSON.parse(answer.json().body).errors).toEqual({ nom: 'Ce nom est pris.' });
    expect(await written()).toBe(before);
  });

  test('sent twice with one key, even at once, acts once and leads to the same place', async () => {
    const before = await written();
    const cle = randomUUID();
    const answers = await Promise.all([
      post({ nom: 'deux', cle }),
      post({ nom: 'deux', cle }),
      post({ nom: 'deux', cle }),
    ]);
    expect(answers.map((answer) => answer.headers.location)).toEqual([
      '/noms/deux',
      '/noms/deux',
      '/noms/deux',
    ]);
    expect(await written()).toBe(before + 1);
  });

  test('a key that failed may be used again', async () => {
    const cle = randomUUID();
    expect((await post({ nom: 'interdit', cle })).statusCode).toBe(422);
    expect((await post({ nom: 'permis', cle })).statusCode).toBe(303);
  });

  test('a preview shows the form again and writes nothing', async () => {
    const before = await written();
    const answer = await post({ nom: 'essai', apercu: '1' });
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.json().body)).toMatchObject({ values: { nom: 'essai' }, errors: {} });
    expect(await written()).toBe(before);
  });

  test('a button without page says what is wrong with a status', async () => {
    expect((await post({}, '/refus')).statusCode).toBe(422);
  });

  test('what is wrong is said first in the title', async () => {
    expect((await post({ nom: '' })).json().meta.title).toBe('Erreur : Noms');
    expect((await app.inject('/noms')).json().meta.title).toBe('Noms');
  });

  test.each([
    [`${publicUrl}/groupes/a?page=2`, 303, '/groupes/a?page=2'],
    ['http://localhost/groupes/a', 303, '/groupes/a'],
    [`${publicUrl}//evil.test`, 303, '/'],
    ['https://evil.test/groupes/a', 422, undefined],
    ['pas une adresse', 422, undefined],
  ])('a refused button goes back to the page %s: %i', async (referer, status, location) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/refus',
      headers: { referer, host: 'localhost', 'sec-fetch-site': 'same-origin' },
      payload: {},
    });
    expect([answer.statusCode, answer.headers.location]).toEqual([status, location]);
  });

  test('a form is never kept by anybody', async () => {
    expect((await app.inject('/noms')).headers['cache-control']).toBe('no-store');
  });
});

test.each([
  ['/espace?x=1#y', '/espace?x=1#y'],
  ['/noms/Léa', '/noms/L%C3%A9a'],
  ['//evil.test/x', '/'],
  ['/\\\\evil.test', '/'],
  ['https://evil.test', '/'],
  ['javascript:alert(1)', '/'],
])('a redirect to %j goes to %j', (location, expected) => {
  expect(ownAddress(location)).toBe(expected);
});

describe('public pages', () => {
  const withPage = async () => {
    const pageCache = new PageCache(true);
    const app = await server(pageCache);
    let rendered = 0;
    app.get('/page', { config: { access: 'public', cache: true } }, async (_request, reply) => {
      rendered += 1;
      return reply.type('text/html').send(`page ${rendered} ${'é'.repeat(2000)}`);
    });
    app.post('/change', { config: { access: 'public' }, schema: { body: z.unknown() } }, async () => 'done');
    return { app, pageCache };
  };

  test('are rendered once for all visitors, compressed, with their headers', async () => {
    const { app } = await withPage();
    const first = await app.inject({ url: '/page', headers: { 'accept-encoding': 'br' } });
    const second = await app.inject({ url: '/page', headers: { 'accept-encoding': 'gzip, br' } });
    const plain = await app.inject({ url: '/page' });
    expect(first.headers['content-encoding']).toBeUndefined();
    expect(second.headers['content-encoding']).toBe('br');
    expect(plain.body).toMatch(/^page 1 /);
    expect(second.headers['content-security-policy']).toBe(first.headers['content-security-policy']);
    expect(Number(second.headers['content-length'])).toBeLessThan(200);
  });

  test('made for one person are compressed where the browser can, and small ones left alone', async () => {
    const { app } = await withPage();
    app.get('/mine', { config: { access: 'public' } }, async () => 'é'.repeat(2000));
    app.get('/small', { config: { access: 'public' } }, async () => 'é');
    const mine = await app.inject({ url: '/mine', headers: { 'accept-encoding': 'gzip, br' } });
    expect(mine.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(gunzipSync(mine.rawPayload).toString()).toBe('é'.repeat(2000));
    const refused = await app.inject({ url: '/mine', headers: { 'accept-encoding': 'gzip;q=0' } });
    expect(refused.headers['content-encoding']).toBeUndefined();
    const small = await app.inject({ url: '/small', headers: { 'accept-encoding': 'gzip' } });
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  test('are answered over a connection as they are by the router', async () => {
    const { app } = await withPage();
    const { origin } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
    const ask = async (path: string, init?: RequestInit) => {
      const answer = await fetch(`${origin}${path}`, init);
      const { date: _, connection: __, 'keep-alive': ___, ...headers } = Object.fromEntries(answer.headers);
      return { status: answer.status, headers, body: (await answer.text()).slice(0, 7) };
    };
    await ask('/page');
    const kept = await ask('/page');
    expect(kept).toMatchObject({ status: 200, body: 'page 1 ', headers: { 'content-encoding': 'gzip' } });
    expect(await ask('/page?x=1')).toEqual(kept);
    expect(await ask('/page', { method: 'HEAD' })).toEqual({ ...kept, body: '' });
    const etag = kept.headers.etag ?? '';
    expect((await ask('/page', { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await ask('/page', { headers: { cookie: 'session=x' } })).body).toBe('page 2 ');
    await app.close();
  });

  test('that many ask for at once after a change are compressed once', async () => {
    const { app } = await withPage();
    const first = await Promise.all(Array.from({ length: 5 }, () => app.inject('/page')));
    expect(first.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
    // The one that was kept is one of those.
    const kept = (await app.inject('/page')).body;
    expect(first.map(({ body }) => body)).toContain(kept);
    expect((await app.inject('/page')).body).toBe(kept);
  });

  test('answer 304 to one who has them', async () => {
    const { app } = await withPage();
    const { etag } = (await app.inject('/page')).headers;
    const again = await app.inject({ url: '/page', headers: { 'if-none-match': String(etag) } });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
  });

  test('answer 304 too when they are rendered anew, as they were', async () => {
    const { app, pageCache } = await withPage();
    app.get('/same', { config: { access: 'public', cache: true } }, async () => 'é'.repeat(2000));
    const { etag } = (await app.inject('/same')).headers;
    pageCache.clear();
    const headers = { 'if-none-match': String(etag), 'accept-encoding': 'gzip' };
    const again = await app.inject({ url: '/same', headers });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
    expect(again.headers).toMatchObject({ etag, 'cache-control': 'public, no-cache' });
    pageCache.clear();
    expect((await app.inject({ url: '/same', headers: { 'if-none-match': '"x"' } })).statusCode).toBe(200);
    const known = await app.inject({ url: '/same', headers: { ...headers, cookie: 'session=x' } });
    expect(known.statusCode).toBe(200);
  });

  test('are rendered anew for one who has a cookie, and after any change', async () => {
    const { app } = await withPage();
    expect((await app.inject('/page')).body).toMatch(/^page 1 /);
    expect((await app.inject({ url: '/page', headers: { cookie: 'session=x' } })).body).toMatch(/^page 2 /);
    expect((await app.inject('/page')).body).toMatch(/^page 1 /);
    await app.inject({ method: 'POST', url: '/change', payload: {} });
    expect((await app.inject('/page')).body).toMatch(/^page 3 /);
  });

  test('a page rendered across a change is not kept', async () => {
    const { app, pageCache } = await withPage();
    const { generation } = pageCache;
    pageCache.clear();
    await pageCache.put('/page', 'old', {}, generation);
    expect((await app.inject('/page')).body).toMatch(/^page 1 /);
  });
});
