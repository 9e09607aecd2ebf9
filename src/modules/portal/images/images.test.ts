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

describe('the images of the site', () => {
  const address = '/administration/pages/images';
  const put = async (values: Record<string, string | Blob>, cookie = team) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(values)) form.set(name, value);
    const request = new Request('http://cordee.test', { method: 'POST', body: form });
    return t.app.inject({
      method: 'POST',
      url: address,
      headers: {
        'content-type': request.headers.get('content-type') ?? '',
        'sec-fetch-site': 'same-origin',
        cookie,
      },
      payload: Buffer.from(await request.arrayBuffer()),
    });
  };
  const picture = () => new File([new Uint8Array(png)], 'schéma d’ensemble.png');
  const lastImage = () =>
    t.db
      .selectFrom('page_images')
      .selectAll()
      .orderBy('added_at', 'desc')
      .orderBy('path')
      .executeTakeFirstOrThrow();
  const write = (values: Record<string, string>) =>
    t.post(
      '/administration/pages/nouvelle',
      { type: 'page', titre: 'Avec une image', etat: 'publiee', ...values },
      team,
    );

  it('are sent, shown in the text of a page, and kept as long as a version shows them', async () => {
    t.clock.advance({ minutes: 1 });
    expect((await put({ image: picture() })).headers.location).toBe(address);
    const image = await lastImage();
    const list = (await t.get(address, team)).body;
    expect(list).toContain('schéma d’ensemble.png');
    expect(list).toContain(`![Décrivez l’image](${image.path})`);
    expect(list).toContain('Aucune page');

    await write({ permalien: '/imagee', corps: `Voici :\n\n![Le schéma](${image.path})` });
    expect((await t.get('/imagee')).body).toContain(`<img src="${image.path}" alt="Le schéma"`);
    expect((await t.get(address, team)).body).toContain('>Avec une image</a>');
    const refused = await t.post(`${address}/${image.file_id}/suppression`, {}, team);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Une page montre cette image');
    expect((await t.get(image.path)).statusCode).toBe(200);
  });

  it('may be deleted when no page ever showed them', async () => {
    t.clock.advance({ minutes: 1 });
    await put({ image: picture() });
    const image = await lastImage();
    expect((await t.post(`${address}/${image.file_id}/suppression`, {}, team)).statusCode).toBe(303);
    expect((await t.get(image.path)).statusCode).toBe(404);
    expect((await t.post(`${address}/${image.file_id}/suppression`, {}, team)).statusCode).toBe(404);
  });

  it('take the places where imported pages look for them, and no others', async () => {
    await write({ permalien: '/attend', corps: '![Bandeau](/uploads/2021/bandeau.png)' });
    expect((await t.get(address, team)).body).toContain('<option value="/uploads/2021/bandeau.png">');
    const elsewhere = await put({ adresse: '/uploads/autre.png', image: picture() });
    expect(elsewhere.statusCode).toBe(422);
    expect(elsewhere.body).toContain('id="adresse-error"');
    t.clock.advance({ minutes: 1 });
    expect((await put({ adresse: '/uploads/2021/bandeau.png', image: picture() })).statusCode).toBe(303);
    expect((await t.get('/uploads/2021/bandeau.png')).headers['content-type']).toBe('image/png');
    expect((await t.get(address, team)).body).not.toContain('<option value="/uploads/2021/bandeau.png">');
  });

  it.each([
    ['no file', {}, 'Choisissez une image'],
    ['a page disguised as an image', { image: new File(['<script>'], 'a.png') }, 'PNG, JPEG ou WebP'],
  ])('refuse %s, next to its field', async (_what, values, message) => {
    const { statusCode, body } = await put(values);
    expect(statusCode).toBe(422);
    expect(body).toContain('id="image-error"');
    expect(body).toContain(message);
  });

  it('are the business of the programme team alone', async () => {
    const member = await t.signIn((await anAccount(t.db)).id);
    const { file_id } = await lastImage();
    expect((await t.get(address, member)).statusCode).toBe(403);
    expect((await put({ image: picture() }, member)).statusCode).toBe(403);
    expect((await t.post(`${address}/${file_id}/suppression`, {}, member)).statusCode).toBe(403);
    expect((await t.get(address)).statusCode).toBe(303);
  });
});
