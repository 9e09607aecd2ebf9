import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ChartersApp, startWithCharters } from '../../../test/charters.ts';
import { multipart } from '../../../test/multipart.ts';
import { signed } from './jws.ts';
import { receiptKey } from './receipt-key.ts';

let t: ChartersApp;
let page: string;
let receipt: { recu: Record<string, unknown>; jws: string };
beforeAll(async () => {
  t = await startWithCharters();
  page = await t.publish();
  receipt = (await t.get(`${page}/recu.json`)).json();
});
afterAll(() => t.close());

const jwk = z.object({ kty: z.string(), crv: z.string(), x: z.string(), kid: z.string(), alg: z.string() });
const verify = (recu: string) => t.post('/chartes/verifier', { recu });
const part = (jws: string, index: number): string => jws.split('.')[index] ?? '';
const decoded = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString());

describe('the key', () => {
  it('is public, drawn once, and leaves its private half at home', async () => {
    const first = await t.get('/chartes/cle.json');
    expect(first.headers['access-control-allow-origin']).toBe('*');
    expect(first.json()).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' });
    expect(first.json()).not.toHaveProperty('d');
    await t.db.deleteFrom('charter_receipt_key').execute();
    const drawn = await Promise.all(Array.from({ length: 20 }, () => receiptKey(t.db)));
    expect(new Set(drawn.map(({ jwk: { kid } }) => kid)).size).toBe(1);
    // The rest of these tests signs with it.
    receipt = (await t.get(`${page}/recu.json`)).json();
  });

  it('verifies a receipt in the hands of anybody, with another implementation', async () => {
    const { alg: _, ...published } = jwk.parse((await t.get('/chartes/cle.json')).json());
    const key = await crypto.subtle.importKey('jwk', published, 'Ed25519', false, ['verify']);
    const [head = '', payload = '', signature = ''] = receipt.jws.split('.');
    const isOurs = await crypto.subtle.verify(
      'Ed25519',
      key,
      Buffer.from(signature, 'base64url'),
      Buffer.from(`${head}.${payload}`),
    );
    expect(isOurs).toBe(true);
    expect(decoded(head)).toEqual({ alg: 'EdDSA', kid: published.kid });
    expect(decoded(payload)).toEqual(receipt.recu);
  });
});

describe('the receipt', () => {
  it('says what was signed, and nothing of who signed', () => {
    expect(receipt.recu).toMatchObject({
      iss: 'http://cordee.test',
      charter: { slug: 'franceconnect', version: 1 },
      signatory: { organisation: 'Logiciels d’essai', siret: '00000000100008', kind: 'vendors' },
      products: ['Portail citoyen', 'Guichet famille'],
      expires_on: '2028-11-23',
    });
    expect(JSON.stringify(receipt.recu)).not.toMatch(/dominique/i);
  });

  it('is the same each time it is asked for', async () => {
    expect((await t.get(`${page}/recu.json`)).json()).toEqual(receipt);
  });

  it('is also a PDF', async () => {
    const { statusCode, headers, rawPayload } = await t.get(`${page}/recu.pdf`);
    expect([statusCode, headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('exists for nobody who is not in the register', async () => {
    for (const file of ['recu.json', 'recu.pdf', 'badge.svg']) {
      expect((await t.get(`/chartes/franceconnect/signataires/inconnu/${file}`)).statusCode).toBe(404);
    }
  });
});

describe('the page that verifies', () => {
  it('knows a receipt, whole or by its JWS alone, pasted or as a file', async () => {
    for (const given of [
      JSON.stringify(receipt),
      JSON.stringify(receipt, null, 2),
      receipt.jws,
      ` ${receipt.jws}\n`,
    ]) {
      const { statusCode, body } = await verify(given);
      expect(statusCode).toBe(200);
      expect(body).toContain('Ce reçu est authentique');
      expect(body).toContain('En vigueur');
    }
    const { payload, headers } = multipart(
      { recu: '' },
      { fichier: { name: 'recu.json', content: JSON.stringify(receipt), type: 'application/json' } },
    );
    const sent = await t.app.inject({ method: 'POST', url: '/chartes/verifier', payload, headers });
    expect(sent.body).toContain('Ce reçu est authentique');
    expect(await t.db.selectFrom('stored_files').selectAll().execute()).toHaveLength(0);
  });

  const altered: [string, () => string | Promise<string>][] = [
    [
      'what can be read is changed',
      () => JSON.stringify({ ...receipt, recu: { ...receipt.recu, expires_on: '2099-01-01' } }),
    ],
    [
      'what can be read says more',
      () => JSON.stringify({ ...receipt, recu: { ...receipt.recu, more: 'x' } }),
    ],
    [
      'what is signed is changed',
      () => {
        const payload = Buffer.from(JSON.stringify({ ...receipt.recu, expires_on: '2099-01-01' })).toString(
          'base64url',
        );
        return `${part(receipt.jws, 0)}.${payload}.${part(receipt.jws, 2)}`;
      },
    ],
    ['its signature is changed', () => `${receipt.jws.slice(0, -6)}AAAAAA`],
    ['its signature is taken away', () => `${part(receipt.jws, 0)}.${part(receipt.jws, 1)}.`],
    [
      'it asks for no algorithm',
      () => {
        const head = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
        return `${head}.${part(receipt.jws, 1)}.${part(receipt.jws, 2)}`;
      },
    ],
    ['it is something else that we signed', async () => signed({ type: 'autre' }, await receiptKey(t.db))],
    ['it is no receipt', () => 'bonjour'],
    ['it is empty', () => ''],
    ['it is another JSON', () => '{"jws":1}'],
    ['it is JSON of nothing', () => 'null'],
  ];
  it.each(altered)('refuses a receipt when %s', async (_, given) => {
    const { statusCode, body } = await verify(await given());
    expect(statusCode).toBe(422);
    expect(body).not.toContain('Ce reçu est authentique');
  });

  it('does not know the receipt of another instance', async () => {
    const { privateKey, publicKey } = (await import('node:crypto')).generateKeyPairSync('ed25519');
    const { jwk: own } = await receiptKey(t.db);
    expect((await verify(signed(receipt.recu, { privateKey, publicKey, jwk: own }))).statusCode).toBe(422);
  });

  it('refuses what is too large, and does not break on it', async () => {
    expect((await verify('x'.repeat(200_000))).statusCode).toBe(422);
    const { payload, headers } = multipart(
      { recu: '' },
      { fichier: { name: 'recu.json', content: 'x'.repeat(200_000), type: 'application/json' } },
    );
    const sent = await t.app.inject({ method: 'POST', url: '/chartes/verifier', payload, headers });
    expect(sent.statusCode).toBe(422);
  });

  it.each(['--x\r\nContent-Disposition: form-data; name="recu"\r\n\r\nabc', 'garbage', ''])(
    'refuses what arrived broken: %j',
    async (payload) => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      const sent = await t.app.inject({ method: 'POST', url: '/chartes/verifier', payload, headers });
      expect(sent.statusCode).toBe(422);
    },
  );

  it('tells where the signature stands today', async () => {
    await t.post(`${page}/suspension`, { motif: 'Preuves attendues.' }, t.team);
    expect((await verify(receipt.jws)).body).toMatch(/authentique[\s\S]*Suspendue/);
    await t.post(`${page}/retablissement`, { motif: 'Reçues.' }, t.team);
    await t.publish({ perimetre: 'Tout autre.' });
    expect((await verify(receipt.jws)).body).toContain('Remplacée par une signature plus récente');
    await t.db.deleteFrom('charter_signatures').execute();
    expect((await verify(receipt.jws)).body).toContain('n’est plus au registre');
  });
});
