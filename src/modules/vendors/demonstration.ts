import type { Db } from '../../platform/database/index.ts';
import { forgetFiles } from '../../platform/files/index.ts';
import { removeEntry } from '../../platform/search/index.ts';
import { machineDate } from '../../ui/index.ts';
import { removeOrganisation } from '../organisations/index.ts';
import { listRollouts } from '../rollouts/index.ts';
import { authoritiesByIds } from '../territories/index.ts';
import { equip } from './equipping.ts';
import { openVendor } from './opening.ts';
import { productsOf } from './product.ts';
import { addProduct } from './products.ts';
import { retractStatements } from './stages.ts';
import { findVendor } from './vendor.ts';

/** A fictional vendor, for a demonstration only. */
export interface DemonstrationVendor {
  name: string;
  siren: string;
  products: readonly {
    name: string;
    purpose: string;
    rollouts: readonly string[];
    /** Ids of authorities, each with for how many days it has been equipped. */
    equips: readonly { authority: string; days_ago: number }[];
  }[];
}

/**
 * Opens the space of a fictional vendor and fills it; nobody is told by mail.
 * @param openPerson opens the account of its person, whose organisation is given
 */
export async function fillDemonstrationVendor(
  tx: Db,
  { by, now }: { by: { id: string; name: string }; now: Date },
  content: DemonstrationVendor,
  openPerson: (organisation: string) => Promise<{ id: string; name: string }>,
): Promise<void> {
  const slug = await openVendor(
    tx,
    { by, now, publicUrl: '' },
    { name: content.name, siren: content.siren, website: null },
    { demonstration: true },
  );
  const vendor = await findVendor(tx, slug);
  if (!vendor) throw new Error(`no vendor ${slug}`);
  const person = await openPerson(slug);
  await tx
    .insertInto('vendor_people')
    .values({ account_id: person.id, vendor: slug, attached_at: now, attached_by: by.id })
    .execute();
  const working = { by: person, now, vendor };
  const rollouts = new Set((await listRollouts(tx)).map((rollout) => rollout.slug));
  for (const { equips, ...product } of content.products) {
    const served = product.rollouts.filter((one) => rollouts.has(one));
    const id = await addProduct(tx, working, { ...product, website: null, rollouts: served });
    const added = (await productsOf(tx, slug)).find((one) => one.id === id);
    const authorities = await authoritiesByIds(
      tx,
      equips.map(({ authority }) => authority),
    );
    for (const { authority: wanted, days_ago } of equips) {
      const authority = authorities.get(wanted);
      const from = machineDate(new Date(now.getTime() - days_ago * 24 * 60 * 60 * 1000));
      if (added && authority) await equip(tx, working, { product: added, authority, from });
    }
  }
}

/** Removes fictional vendors with all that was told in their name; what was told of stages stays taken back, as nothing else may. */
export async function removeDemonstrationVendors(tx: Db, now: Date): Promise<void> {
  const vendors = await tx.selectFrom('vendors').select('slug').where('demonstration', '=', true).execute();
  const slugs = vendors.map(({ slug }) => slug);
  if (slugs.length === 0) return;
  const products = tx.selectFrom('vendor_products').select('id').where('vendor', 'in', slugs);
  const equipments = tx.selectFrom('equipments').select('id').where('product_id', 'in', products);
  const told = await tx
    .selectFrom('vendor_statements')
    .select('equipment_id')
    .distinct()
    .where('equipment_id', 'in', equipments)
    .execute();
  for (const { equipment_id } of told)
    await retractStatements(
      tx,
      { accountId: null, now, reason: 'Déclaré pour une démonstration' },
      { equipmentId: equipment_id },
    );
  await tx.deleteFrom('vendor_statements').where('equipment_id', 'in', equipments).execute();
  await tx.deleteFrom('equipment_contests').where('equipment_id', 'in', equipments).execute();
  await tx.deleteFrom('equipments').where('product_id', 'in', products).execute();
  await tx.deleteFrom('vendor_product_rollouts').where('product_id', 'in', products).execute();
  await tx.deleteFrom('vendor_product_changes').where('product_id', 'in', products).execute();
  await tx.deleteFrom('vendor_products').where('vendor', 'in', slugs).execute();
  const files = await tx
    .deleteFrom('vendor_files')
    .where('vendor', 'in', slugs)
    .returning('file_id')
    .execute();
  await forgetFiles(
    tx,
    files.map(({ file_id }) => file_id),
  );
  await tx.deleteFrom('vendor_people').where('vendor', 'in', slugs).execute();
  await tx.deleteFrom('vendors').where('slug', 'in', slugs).execute();
  for (const slug of slugs) {
    await removeEntry(tx, 'vendor', slug);
    await removeOrganisation(tx, slug);
  }
}
