import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAccount } from '../../../test/factories.ts';
import type { TestApp } from '../../../test/harness.ts';
import { startWithRollouts } from '../../../test/rollouts.ts';
import { aProduct, aVendor } from '../../../test/vendors.ts';

// Rollouts reads whom vendors equip, so that its copilots call a vendor rather than each of its customers.
let t: TestApp;
let alpha: Awaited<ReturnType<typeof aVendor>>;
let cookie: string;

beforeAll(async () => {
  t = await startWithRollouts();
  alpha = await aVendor(t, { name: 'Alpha' });
  const other = await aProduct(t, alpha.vendor, alpha.person, { name: 'Autre', rollouts: ['franceconnect'] });
  cookie = await t.signIn((await anAccount(t.db, { roles: ['programme-team'] })).id);
  const equips = (product: string, authority: string, standing: 'told' | 'contested' = 'told') => ({
    product_id: product,
    authority_id: authority,
    from_day: '2026-01-01',
    told_at: t.clock.now(),
    standing,
  });
  await t.db
    .insertInto('equipments')
    .values([
      equips(alpha.product, 'commune:74010'),
      equips(alpha.product, 'commune:69123'),
      equips(alpha.product, 'commune:31555', 'contested'),
      equips(other, 'commune:13055'),
    ])
    .execute();
});
afterAll(() => t.close());

const here = '/deploiements/demat-ads/accompagnement';

test('those to call are narrowed to one vendor’s, contested and others’ products left out', async () => {
  const { body } = await t.get(`${here}.csv?editeur=alpha`, cookie);
  const rows: Record<string, string>[] = parse(body, { bom: true, delimiter: ';', columns: true });
  expect(rows.map(({ code, editeurs }) => [code, editeurs])).toEqual([
    ['69123', 'Alpha'],
    ['74010', 'Alpha'],
  ]);
});

test('the list says who equips each, and leads to the others of the same vendor', async () => {
  const { body } = await t.get(here, cookie);
  expect(body).toContain('href="/editeurs/alpha"');
  expect(body).toContain(`${here}?editeur=alpha`);
  expect(body).toContain('<option value="alpha">Alpha</option>');
});

test('where no vendor equips anybody, nothing is said of vendors', async () => {
  await t.db.deleteFrom('equipments').execute();
  expect((await t.get(here, cookie)).body).not.toContain('name="editeur"');
});
