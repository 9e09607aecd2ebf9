import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAccount } from '../../../../test/factories.ts';
import { startTestApp, type TestApp } from '../../../../test/harness.ts';

// A PNG of 1 × 1.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let t: TestApp;
let team: string;
beforeAll(async () => {
  t = await startTestApp();
  team = await t.signIn((await anAccount(t.db, { roles: ['programme-team'] })).id);
});
afterAll(() => t.close());

async function send(file: Buffer, values: Record<string, string> = {}, name = 'carte.png') {
  const form = new FormData();
  const typed = {
    type: 'page',
    titre: 'Illustrée',
    permalien: '/illustree',
    corps: 'Texte.',
    etat: 'publiee',
  };
  for (const [key, value] of Object.entries({ ...typed, illustration_alt: 'Une carte', ...values }))
    form.set(key, value);
  form.set('illustration', new Blob([new Uint8Array(file)]), name);
  const request = new Request('http://cordee.test', { method: 'POST', body: form });
  return t.app.inject({
    method: 'POST',
    url: '/administration/pages/nouvelle',
    headers: {
      'content-type': request.headers.get('content-type') ?? '',
      'sec-fetch-site': 'same-origin',
      cookie: team,
    },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}

describe('the illustration of a page', () => {
  it('is kept, shown with its size and its words, and served as what it is', async () => {
    const answer = await send(png);
    expect(answer.statusCode).toBe(303);
    const { body } = await t.get('/illustree');
    const path = /src="(\/fichiers\/[^"]+)" alt="Une carte" width="1" height="1"/.exec(body)?.[1] ?? '';
    const image = await t.get(path);
    expect(image.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline',
    });
    expect(image.rawPayload.equals(png)).toBe(true);
    const again = await t.app.inject({
      url: path,
      headers: { 'if-none-match': String(image.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  it.each([
    ['a page disguised as an image', Buffer.from('<script>alert(1)</script>'), 'PNG, JPEG ou WebP'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'PNG, JPEG ou WebP'],
    ['a PNG cut short', png.subarray(0, 18), 'abîmée'],
    ['an empty file', Buffer.alloc(0), 'vide'],
    ['a file too large', Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]), 'trop lourd'],
  ])('refuses %s', async (_what, file, message) => {
    const answer = await send(file, { permalien: '/refusee' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(message);
    expect(answer.body).toContain('id="illustration-error"');
  });

  it('must be described', async () => {
    const answer = await send(png, { permalien: '/sans-mots', illustration_alt: '' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('id="illustration_alt-error"');
  });
});

describe('/fichiers and /uploads', () => {
  it('serve no other stored file, whatever its id', async () => {
    const { id } = await t.db
      .insertInto('stored_files')
      .values({ sha256: 'x', storage_key: 'xx/x', name: 'prive.png', media_type: 'image/png', bytes: 1 })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect((await t.get(`/fichiers/${id}`)).statusCode).toBe(404);
  });

  it.each(['/uploads/..%2f..%2fpackage.json', '/uploads/a%00.png', '/uploads/', '/uploads/rien.pdf'])(
    '%s is a 404',
    async (url) => {
      expect((await t.get(url)).statusCode).toBe(404);
    },
  );
});
