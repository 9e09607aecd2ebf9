import { openVendor } from '../src/modules/vendors/opening.ts';
import { addProduct, type ProductInput } from '../src/modules/vendors/products.ts';
import { findVendor, type Vendor } from '../src/modules/vendors/vendor.ts';
import { anAccount } from './factories.ts';
import type { TestApp } from './harness.ts';

const sirens = ['732829320', '404833048', '552100554', '542065479', '318771623'];
let opened = 0;

/** A vendor with its space, one person let in, and one product of Démat.ADS. */
export async function aVendor(
  t: TestApp,
  { name, demonstration = false }: { name: string; demonstration?: boolean },
): Promise<{ vendor: Vendor; person: { id: string; name: string; email: string }; product: string }> {
  const team = await anAccount(t.db, { roles: ['programme-team'] });
  const siren = sirens[opened % sirens.length] ?? '';
  opened += 1;
  const managing = { by: team, now: t.clock.now(), publicUrl: 'http://cordee.test' };
  const slug = await t.db
    .transaction()
    .execute((tx) => openVendor(tx, managing, { name, siren, website: null }, { demonstration }));
  const vendor = await findVendor(t.db, slug);
  if (!vendor) throw new Error(`no vendor ${slug}`);
  const person = await aVendorPerson(t, slug);
  await t.db
    .insertInto('vendor_people')
    .values({ account_id: person.id, vendor: slug, attached_at: t.clock.now(), attached_by: team.id })
    .execute();
  const product = await aProduct(t, vendor, person, { name: `Logiciel ${name}` });
  return { vendor, person, product };
}

/** An account that says to be of a vendor, and whom nobody let into its space. */
export async function aVendorPerson(t: TestApp, slug: string | null) {
  const person = await anAccount(t.db, slug === null ? { authorityId: null } : { organisation: slug });
  await t.db.updateTable('accounts').set({ quality: 'editeur' }).where('id', '=', person.id).execute();
  return person;
}

export async function aProduct(
  t: TestApp,
  vendor: Vendor,
  by: { id: string; name: string },
  values: Partial<ProductInput>,
): Promise<string> {
  return addProduct(
    t.db,
    { by, now: t.clock.now(), vendor },
    { name: 'Logiciel', purpose: 'Instruire.', website: null, rollouts: ['demat-ads'], ...values },
  );
}
