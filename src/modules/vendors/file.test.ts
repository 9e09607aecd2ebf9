import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestApp } from '../../../test/harness.ts';
import { multipart } from '../../../test/multipart.ts';
import { startWithRollouts } from '../../../test/rollouts.ts';
import { aProduct, aVendor } from '../../../test/vendors.ts';
import { anXlsx } from '../../../test/xlsx.ts';

let t: TestApp;
let alpha: Awaited<ReturnType<typeof aVendor>>;
let beta: Awaited<ReturnType<typeof aVendor>>;

beforeAll(async () => {
  t = await startWithRollouts();
  alpha = await aVendor(t, { name: 'Alpha' });
  beta = await aVendor(t, { name: 'Bêta' });
  await aProduct(t, alpha.vendor, alpha.person, {
    name: 'Deux',
    rollouts: ['demat-ads', 'franceconnect'],
  });
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.pool.query(
    'truncate vendor_statements, equipment_contests, equipments, vendor_file_lines, vendor_files',
  );
});

const files = '/editeurs/alpha/espace/fichiers';

async function upload(content: string | Buffer, values: Record<string, string> = {}, url = files) {
  const { payload, headers } = multipart(
    { etendue: 'partial', fin: '', ...values },
    { fichier: { name: 'clients.csv', content, type: 'text/csv' } },
  );
  return t.app.inject({
    method: 'POST',
    url: `${url}/nouveau`,
    payload,
    headers: { ...headers, cookie: await t.signIn(alpha.person.id) },
  });
}

/** Sends a file; gives its address, what it counts and what it says of lines. */
async function tried(lines: readonly string[], values: Record<string, string> = {}) {
  const { statusCode, headers, body } = await upload(lines.join('\n'), values);
  if (statusCode !== 303) throw new Error(`${statusCode} ${/erreurs.*?<\/ul>/s.exec(body)?.[0]}`);
  const url = String(headers.location);
  const id = url.split('/').at(-1) ?? '';
  const { counts } = await t.db
    .selectFrom('vendor_files')
    .select('counts')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const said = await t.db
    .selectFrom('vendor_file_lines')
    .select(['kind', 'line', 'about', 'message'])
    .where('sending_id', '=', id)
    .orderBy('place')
    .execute();
  return { url, counts, said };
}

const apply = async (url: string) => t.post(`${url}/application`, {}, await t.signIn(alpha.person.id));
const equipments = () =>
  t.db
    .selectFrom('equipments')
    .select(['authority_id', 'from_day', 'until_day'])
    .orderBy('authority_id')
    .execute();
const told = async () => {
  const { rows } = await t.pool.query(
    'select authority_id, rollout, stage, valid_from from assertions join vendor_statements on assertion_id = id order by id',
  );
  return rows;
};

const head = 'code;produit;etape;date';

describe('a list of customers', () => {
  test('is compared before anything is written, then written all at once', async () => {
    const { url, counts } = await tried([
      head,
      '74010;Logiciel Alpha;cadrer;01/03/2026',
      '74004;Logiciel Alpha;;2026-04-01',
      '200066793;logiciel alpha;Cadrer;1er mai 2026',
    ]);
    expect(counts).toMatchObject({ lines: 3, added: 3, errors: 0 });
    expect(await equipments()).toEqual([]);
    expect((await apply(url)).statusCode).toBe(303);
    expect(await equipments()).toEqual([
      { authority_id: 'commune:74004', from_day: '2026-04-01', until_day: null },
      { authority_id: 'commune:74010', from_day: '2026-03-01', until_day: null },
      { authority_id: 'epci:200066793', from_day: '2026-05-01', until_day: null },
    ]);
    expect(await told()).toMatchObject([{ authority_id: 'commune:74010', stage: 'cadrer' }]);
    expect((await t.get(url, await t.signIn(alpha.person.id))).body).toContain('Ce fichier est appliqué');
    // Once.
    expect((await t.post(`${url}/application`, {}, await t.signIn(alpha.person.id))).statusCode).not.toBe(
      303,
    );
  });

  test('says what is added, changed, ended and unchanged, and nothing else', async () => {
    await apply(
      (
        await tried([
          head,
          '74010;Logiciel Alpha;cadrer;2026-03-01',
          '74004;Logiciel Alpha;;2026-04-01',
          '74225;Logiciel Alpha;;2026-04-01',
          '69123;Deux;;2026-04-01',
        ])
      ).url,
    );
    const { url, counts, said } = await tried(
      [
        head,
        '74010;Logiciel Alpha;Archiver;2026-09-01',
        '74004;Logiciel Alpha;;2026-04-01',
        '73065;Logiciel Alpha;;2026-10-01',
      ],
      { etendue: 'complete', fin: '2026-10-31' },
    );
    expect(counts).toMatchObject({ added: 1, changed: 1, ended: 1, unchanged: 1, errors: 0 });
    expect(said.map(({ kind, line }) => [kind, line])).toEqual([
      ['changed', 2],
      ['added', 4],
      ['ended', null],
    ]);
    expect(said[0]?.message).toContain('au lieu de « ');
    expect(said[2]?.about).toContain('Rumilly');
    await apply(url);
    expect(await equipments()).toEqual([
      // Another product, that the file does not name.
      { authority_id: 'commune:69123', from_day: '2026-04-01', until_day: null },
      { authority_id: 'commune:73065', from_day: '2026-10-01', until_day: null },
      { authority_id: 'commune:74004', from_day: '2026-04-01', until_day: null },
      { authority_id: 'commune:74010', from_day: '2026-03-01', until_day: null },
      { authority_id: 'commune:74225', from_day: '2026-04-01', until_day: '2026-10-31' },
    ]);
  });

  test('that is partial ends nothing but what it says', async () => {
    await apply(
      (await tried([head, '74010;Logiciel Alpha;;2026-03-01', '74004;Logiciel Alpha;;2026-04-01'])).url,
    );
    const { url, said } = await tried(['insee;logiciel;date de fin', '74004;Logiciel Alpha;30/06/2026']);
    expect(said).toMatchObject([{ kind: 'ended', line: 2 }]);
    await apply(url);
    expect(await equipments()).toMatchObject([{ until_day: '2026-06-30' }, { until_day: null }]);
  });

  test('exported and sent back changes nothing', async () => {
    await apply(
      (
        await tried([
          'code;produit;deploiement;etape;date',
          '74010;Deux;demat-ads;cadrer;2026-03-01',
          '74010;Deux;franceconnect;1;2026-03-01',
          '74004;Deux;;;2026-04-01',
          '200066793;Logiciel Alpha;;;2026-04-01',
        ])
      ).url,
    );
    expect(await told()).toHaveLength(2);
    const { body } = await t.get('/editeurs/alpha/espace/collectivites.csv', await t.signIn(alpha.person.id));
    const { counts } = await tried([body], { etendue: 'complete' });
    expect(counts).toMatchObject({ added: 0, changed: 0, ended: 0, skipped: 0, errors: 0, unchanged: 4 });
  });

  test.each([
    ['a code of nobody', '99999;Logiciel Alpha;;2026-03-01', 'Aucune collectivité n’a le code 99999'],
    ['a SIREN with a slip', '217400101;Logiciel Alpha;;2026-03-01', 'ses chiffres ne s’accordent pas'],
    ['a product of another vendor', '74010;Logiciel Bêta;;2026-03-01', 'n’est pas un de vos produits'],
    ['a stage that does not exist', '74010;Logiciel Alpha;fini;2026-03-01', 'n’est pas une étape'],
    ['a stage of several rollouts', '74010;Deux;1;2026-03-01', 'dites lequel'],
    ['a day that does not exist', '74010;Logiciel Alpha;;30/02/2026', 'n’est pas comprise'],
    ['a day to come', '74010;Logiciel Alpha;;2027-01-01', 'est à venir'],
    ['no day', '74010;Logiciel Alpha;;', 'La date manque'],
  ])('with %s is not written, and the line is told', async (_, line, message) => {
    const { url, counts, said } = await tried([head, '74004;Logiciel Alpha;;2026-04-01', line]);
    expect(counts).toMatchObject({ errors: 1 });
    expect(said.find(({ kind }) => kind === 'error')).toMatchObject({
      line: 3,
      message: expect.stringContaining(message),
    });
    await apply(url);
    expect(await equipments()).toEqual([]);
  });

  test('with two things of one authority on one day is not written', async () => {
    const { said } = await tried([
      head,
      '74010;Logiciel Alpha;cadrer;2026-03-01',
      '74010;Logiciel Alpha;archiver;2026-03-01',
    ]);
    expect(said.find(({ kind }) => kind === 'error')).toMatchObject({ line: 3 });
  });

  test('does not speak for who contests, nor of a rollout that does not concern it', async () => {
    await apply((await tried([head, '74010;Logiciel Alpha;;2026-03-01'])).url);
    await t.db.updateTable('equipments').set({ standing: 'contested' }).execute();
    const { counts, said } = await tried([head, '74010;Logiciel Alpha;cadrer;2026-03-01'], {
      etendue: 'complete',
    });
    expect(counts).toMatchObject({ skipped: 1, ended: 0, errors: 0 });
    expect(said[0]?.message).toContain('conteste');
    const unconcerned = await t.pool.query(
      `select code from authorities where kind = 'epci' and id not in (select authority_id from rollout_concerned where rollout = 'demat-ads') limit 1`,
    );
    const code: string | undefined = unconcerned.rows[0]?.code;
    if (code) {
      const other = await tried([head, `${code};Logiciel Alpha;cadrer;2026-03-01`]);
      expect(other.said[0]).toMatchObject({
        kind: 'added',
        message: expect.stringContaining('ne la concerne pas'),
      });
      await apply(other.url);
      expect(await told()).toEqual([]);
    }
  });

  test('is compared again when it is applied: what changed meanwhile is shown first', async () => {
    const { url } = await tried([head, '74010;Logiciel Alpha;;2026-03-01']);
    await t.db
      .insertInto('equipments')
      .values({
        product_id: alpha.product,
        authority_id: 'commune:74010',
        from_day: '2026-01-01',
        told_at: t.clock.now(),
      })
      .execute();
    await apply(url);
    expect(await equipments()).toMatchObject([{ from_day: '2026-01-01' }]);
    const { body } = await t.get(url, await t.signIn(alpha.person.id));
    expect(body).toContain('Ce fichier ne change rien');
  });

  test('in XLSX is read as well', async () => {
    const { statusCode, headers } = await upload(
      anXlsx([
        ['INSEE', 'Produit', 'Date'],
        ['74010', 'Logiciel Alpha', '2026-03-01'],
      ]),
    );
    expect(statusCode).toBe(303);
    await apply(String(headers.location));
    expect(await equipments()).toHaveLength(1);
  });

  test.each([
    ['no table', '%PDF-1.7 code;nom\n1;2', {}, 'pas un tableau'],
    ['no column of codes', 'nom;produit\nAnnecy;Logiciel Alpha', {}, 'Aucune colonne ne donne le code'],
    ['no column of products', 'code;date\n74010;2026-03-01', {}, 'Aucune colonne ne donne le produit'],
    [
      'nothing said of what it holds',
      `${head}\n74010;Logiciel Alpha;;2026-03-01`,
      { etendue: '' },
      'Dites ce que contient',
    ],
    [
      'an end to come',
      `${head}\n74010;Logiciel Alpha;;2026-03-01`,
      { etendue: 'complete', fin: '2027-01-01' },
      'Cette date est à venir',
    ],
  ])('is refused with %s', async (_, content, values, message) => {
    const { statusCode, body } = await upload(content, values);
    expect(statusCode).toBe(422);
    expect(body).toContain(message);
    expect(await t.db.selectFrom('vendor_files').select('id').execute()).toEqual([]);
  });

  test('is nobody else’s', async () => {
    const { url } = await tried([head, '74010;Logiciel Alpha;;2026-03-01']);
    const cookie = await t.signIn(beta.person.id);
    const forged = url.replace('/alpha/', `/${beta.vendor.slug}/`);
    for (const one of [url, forged]) {
      expect((await t.get(one, cookie)).statusCode).toBe(404);
      expect((await t.post(`${one}/application`, {}, cookie)).statusCode).toBe(404);
      expect((await t.post(`${one}/suppression`, {}, cookie)).statusCode).toBe(404);
    }
    expect(await equipments()).toEqual([]);
    expect((await t.post(`${url}/suppression`, {}, await t.signIn(alpha.person.id))).statusCode).toBe(303);
    expect((await t.get(url, await t.signIn(alpha.person.id))).statusCode).toBe(404);
  });

  test('may name thousands', async () => {
    const { rows } = await t.pool.query(
      "select code from authorities where kind = 'commune' and ended_at is null order by code limit 3000",
    );
    const lines = rows.map(({ code }: { code: string }) => `${code};Logiciel Alpha;cadrer;2026-03-01`);
    const { url, counts } = await tried([head, ...lines]);
    expect(counts).toMatchObject({ added: 3000, errors: 0 });
    await apply(url);
    expect(await equipments()).toHaveLength(3000);
    const { rows: standing } = await t.pool.query(
      "select count(*)::integer from rollout_concerned where rollout = 'demat-ads' and basis = 'declared'",
    );
    expect(standing[0].count).toBeGreaterThanOrEqual(3000);
  });
});
