import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAccount } from '../../../test/factories.ts';
import type { TestApp } from '../../../test/harness.ts';
import { multipart } from '../../../test/multipart.ts';
import { startWithRollouts } from '../../../test/rollouts.ts';

const url = '/deploiements/franceconnect/verifier';
let t: TestApp;
beforeAll(async () => {
  t = await startWithRollouts();
});
afterAll(() => t.close());

const back = 'https://mairie.example/retour';
const wrong = { redirect_uris: [`${back}#fin`], scope: 'profile', id_token_signed_response_alg: 'HS256' };
const sound = {
  redirect_uris: [back],
  post_logout_redirect_uris: [back],
  scope: 'openid',
  acr_values: 'eidas1',
  id_token_signed_response_alg: 'ES256',
  userinfo_signed_response_alg: 'ES256',
  token_endpoint_auth_method: 'client_secret_post',
  response_type: 'code',
  grant_types: ['authorization_code'],
  state: true,
  nonce: true,
  code_challenge_method: 'S256',
  endpoints: ['https://oidc.franceconnect.gouv.fr/api/v2/authorize'],
};
const secret = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

const paste = (configuration: string, cookie?: string) =>
  t.post(url, { saisie: 'json', configuration }, cookie);
const asJson = (payload: string, headers: Record<string, string> = {}) =>
  t.app.inject({
    method: 'POST',
    url: `${url}.json`,
    payload,
    headers: { 'content-type': 'application/json', ...headers },
  });
const upload = (content: string, fields: Record<string, string> = {}) => {
  const form = multipart(
    { saisie: 'json', configuration: '', ...fields },
    { fichier: { name: 'configuration.json', content, type: 'application/json' } },
  );
  return t.app.inject({ method: 'POST', url, payload: form.payload, headers: form.headers });
};

describe('the page', () => {
  it('is open to everybody, and says what becomes of a secret', async () => {
    const { statusCode, body } = await t.get(url);
    expect(statusCode).toBe(200);
    expect(body).toContain('Retirez d’abord client_secret');
    expect(body).toContain('enctype="multipart/form-data"');
  });

  it('says what is wrong, why, and where that comes from', async () => {
    const member = await t.signIn((await anAccount(t.db)).id);
    for (const cookie of [undefined, member]) {
      const { statusCode, body, headers } = await paste(JSON.stringify(wrong), cookie);
      expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store']);
      for (const words of [
        'Des points sont à corriger',
        'Retirez « # »',
        `${back}#fin`,
        'Ajoutez openid',
        'HS256',
      ])
        expect(body.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')).toContain(words);
      expect(body).toContain('href="https://www.rfc-editor.org/rfc/rfc6749"');
    }
    expect((await paste(JSON.stringify(sound))).body).toContain('Tout ce qui a été examiné est conforme');
  });

  it('takes a file', async () => {
    expect((await upload(JSON.stringify(wrong))).body).toContain('Des points sont à corriger');
    const bad = await upload('{');
    expect(bad.statusCode).toBe(422);
    expect(bad.body).toContain('href="#fichier"');
    const heavy = await upload('x'.repeat(110_000));
    expect(heavy.statusCode).toBe(422);
    expect(heavy.body).toContain('trop lourde');
    // Nothing of it went to the store.
    expect(await t.db.selectFrom('stored_files').selectAll().execute()).toEqual([]);
  });

  it('takes fields typed one by one, and keeps them', async () => {
    const typed = {
      saisie: 'champs',
      redirect_uris: `${back}\r\nhttp://mairie.example/`,
      scope: 'openid',
      state: 'non',
      id_token_signed_response_alg: '',
    };
    const { statusCode, body } = await t.post(url, typed);
    expect(statusCode).toBe(200);
    expect(body).toContain('Passez l’adresse en https');
    expect(body).toContain('Générez un state');
    expect(body).toMatch(/<textarea[^>]*name="redirect_uris"[^>]*>https:\/\/mairie.example\/retour\s+http/);
    expect((await t.post(url, { saisie: 'champs' })).statusCode).toBe(422);
  });

  it('keeps what could not be read, to be mended', async () => {
    const { statusCode, body } = await paste('{"scope": "openid",\n zut}');
    expect(statusCode).toBe(422);
    expect(body).toContain('zut}');
    expect(body).toContain('href="#configuration"');
    expect(body).toContain('Erreur : ');
    for (const text of ['', '[]', '"texte"', '12', 'null']) expect((await paste(text)).statusCode).toBe(422);
  });

  it('says so when it knows none of the fields', async () => {
    const { statusCode, body } = await paste('{"nom": "Mairie"}');
    expect(statusCode).toBe(200);
    expect(body).toContain('Aucun champ connu');
  });

  it('shows what was sent as text', async () => {
    const script = '<script>alert(1)</script>';
    for (const text of [JSON.stringify({ scope: script, redirect_uris: [script] }), script])
      expect((await paste(text)).body).not.toContain('<script>alert');
  });

  it('empties no kept page', async () => {
    await t.get('/deploiements/franceconnect');
    const before = t.deps.pageCache.generation;
    await paste(JSON.stringify(sound));
    await asJson(JSON.stringify(sound));
    expect(t.deps.pageCache.generation).toBe(before);
  });
});

describe('a secret sent by mistake', () => {
  it('never comes back, and the page says to renew it', async () => {
    const config = { ...sound, client_secret: secret, issuer: `https://moi:${secret}@mairie.example/` };
    const answers = [
      await paste(JSON.stringify(config)),
      await upload(JSON.stringify(config)),
      await asJson(JSON.stringify(config)),
    ];
    for (const { statusCode, body } of answers) {
      expect(statusCode).toBe(200);
      expect(body).toContain('renouvelez-le');
      expect(body).not.toContain(secret);
    }
  });

  it('typed in a field does not come back', async () => {
    const typed = { saisie: 'champs', scope: secret, redirect_uris: `https://moi:${secret}@mairie.example/` };
    const { statusCode, body } = await t.post(url, typed);
    expect(statusCode).toBe(200);
    expect(body).not.toContain(secret);
  });

  it('does not come back either of what cannot be read', async () => {
    const { statusCode, body } = await paste(`{"client_secret": "${secret}"`);
    expect(statusCode).toBe(422);
    expect(body).not.toContain(secret);
    expect(body).toContain('n’est pas réaffiché');
    const data = await asJson(`{"client_secret": ${secret}`);
    expect(data.statusCode).toBe(422);
    expect(data.body).not.toContain(secret.slice(0, 8));
  });

  it('is written nowhere', async () => {
    await paste(JSON.stringify({ client_secret: secret }));
    const { rows } = await t.pool.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public'",
    );
    for (const { name } of rows) {
      const found = await t.pool.query(`select 1 from ${name} as one where one::text like $1 limit 1`, [
        `%${secret}%`,
      ]);
      expect([name, found.rowCount]).toEqual([name, 0]);
    }
  });
});

describe('the same as data', () => {
  it('answers with each point', async () => {
    const { statusCode, headers, body } = await asJson(JSON.stringify(wrong));
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toContain('application/json');
    const data = JSON.parse(body);
    expect(data).toMatchObject({ rollout: 'franceconnect', conclusion: 'wrong', warning: null });
    const point = data.points.find(({ id }: { id: string }) => id === 'redirect-no-fragment');
    expect(point).toMatchObject({ outcome: 'wrong', found: [`${back}#fin`], confidence: 'high' });
    expect(point.sources[0].url).toMatch(/^https:/);
    expect(JSON.parse((await asJson(JSON.stringify(sound))).body).conclusion).toBe('conform');
  });

  it.each([
    ['what is no JSON', '{"a":', 422],
    ['nothing', '', 422],
    ['a list', '[]', 422],
    ['a text', '"a"', 422],
    ['a prototype', '{"__proto__": {"scope": "openid"}}', 200],
    ['more than 100 KB', `{"scope": "${'a'.repeat(110_000)}"}`, 413],
    ['what is nested without end', `{"scope": ${'['.repeat(40_000)}${']'.repeat(40_000)}}`, 200],
  ])('of %s', async (_what, payload, status) => {
    const { statusCode, headers, body } = await asJson(payload);
    expect(statusCode).toBe(status);
    if (status === 200) return;
    expect(headers['content-type']).toContain('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status });
  });

  it('refuses another type, another site, and a rollout that has no rules', async () => {
    expect((await asJson('{}', { 'content-type': 'text/plain' })).statusCode).toBe(415);
    expect((await asJson('{}', { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    const other = await t.app.inject({
      method: 'POST',
      url: '/deploiements/demat-ads/verifier.json',
      payload: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(other.statusCode).toBe(404);
  });

  it('gives its rules', async () => {
    const { items } = JSON.parse((await t.get(`${url}.json`)).body);
    expect(items.length).toBeGreaterThan(30);
  });
});

describe('the same as a command', () => {
  const run = (...args: string[]) =>
    new Promise<{ code: number; out: string; said: string }>((resolve) => {
      execFile(process.execPath, ['dist/commands/check-franceconnect.js', ...args], (error, out, said) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, said });
      });
    });

  it('ends with 0, 1 or 2', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cordee-check-'));
    const write = async (name: string, content: string) => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    };
    const [good, bad, broken] = await Promise.all([
      write('bonne.json', JSON.stringify(sound)),
      write('fausse.json', JSON.stringify({ ...wrong, client_secret: secret })),
      write('abimee.json', `{"client_secret": ${secret}`),
    ]);
    const [conform, asked, data, unreadable, absent, nothing] = await Promise.all([
      run(good),
      run(bad),
      run(bad, '--json'),
      run(broken),
      run(join(folder, 'absente.json')),
      run(),
    ]);
    await rm(folder, { recursive: true });
    expect([conform.code, asked.code, data.code]).toEqual([0, 1, 1]);
    expect([unreadable.code, absent.code, nothing.code]).toEqual([2, 2, 2]);
    expect(asked.out).toContain('À corriger – Scope openid');
    expect(asked.said).toContain('n’a pas quitté votre poste');
    expect(JSON.parse(data.out)).toMatchObject({ conclusion: 'wrong' });
    for (const { out, said } of [asked, data, unreadable])
      expect(out + said).not.toContain(secret.slice(0, 8));
  });
});
