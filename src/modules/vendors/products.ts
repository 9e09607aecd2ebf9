import { sql } from 'kysely';
import type { Db, ProductAct } from '../../platform/database/index.ts';
import { Conflict, notFound, Refusal } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import { vendorThing } from './opening.ts';
import type { Product } from './product.ts';
import { indexVendor } from './search-entry.ts';
import { lockVendor, type Vendor } from './vendor.ts';

/** Somebody of a vendor at work. */
export interface Working {
  by: { id: string; name: string };
  now: Date;
  vendor: Vendor;
}

export interface ProductInput {
  name: string;
  purpose: string;
  website: string | null;
  rollouts: readonly string[];
}

/** Adds a product. Throws Refusal when the vendor has one of this name. */
export async function addProduct(tx: Db, working: Working, input: ProductInput): Promise<string> {
  const { vendor } = working;
  await lockVendor(tx, vendor.slug);
  await refuseTakenName(tx, vendor.slug, input.name, null);
  const { id } = await tx
    .insertInto('vendor_products')
    .values({ vendor: vendor.slug, name: input.name, purpose: input.purpose, website: input.website })
    .returning('id')
    .executeTakeFirstOrThrow();
  await keepRollouts(tx, id, input.rollouts);
  await noteChange(tx, working, id, 'added');
  return id;
}

/** Rewrites a product. Throws Conflict when it is no longer at `version`, Refusal when its name is another's. */
export async function editProduct(
  tx: Db,
  working: Working,
  product: Product,
  version: number,
  input: ProductInput,
): Promise<void> {
  const { vendor } = working;
  await lockVendor(tx, vendor.slug);
  await refuseTakenName(tx, vendor.slug, input.name, product.id);
  const updated = await tx
    .updateTable('vendor_products')
    .set({ name: input.name, purpose: input.purpose, website: input.website, version: version + 1 })
    .where('id', '=', product.id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  if (!updated) {
    const current = await tx
      .selectFrom('vendor_products')
      .select(['name', 'purpose', 'website', 'version'])
      .where('id', '=', product.id)
      .executeTakeFirst();
    if (!current) notFound();
    throw new Conflict(
      'Quelqu’un a modifié ce produit entre-temps.',
      { nom: current.name, usage: current.purpose, site: current.website ?? '' },
      current.version,
    );
  }
  await keepRollouts(tx, product.id, input.rollouts);
  await noteChange(tx, working, product.id, 'edited');
}

/** Offers a product to nobody any more, or again. Those that it equips keep it. */
export async function offerProduct(
  tx: Db,
  working: Working,
  product: Product,
  offered: boolean,
): Promise<void> {
  await lockVendor(tx, working.vendor.slug);
  const changed = await tx
    .updateTable('vendor_products')
    .set({ withdrawn_at: offered ? null : working.now })
    .where('id', '=', product.id)
    .where('withdrawn_at', offered ? 'is not' : 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!changed) throw new Refusal(offered ? 'Ce produit est déjà proposé.' : 'Ce produit est déjà retiré.');
  await noteChange(tx, working, product.id, offered ? 'restored' : 'withdrawn');
}

async function refuseTakenName(tx: Db, vendor: string, name: string, except: string | null): Promise<void> {
  const taken = await tx
    .selectFrom('vendor_products')
    .select('id')
    .where('vendor', '=', vendor)
    .where(sql<boolean>`plain(name) = plain(${name})`)
    .executeTakeFirst();
  if (taken && taken.id !== except) throw new Refusal('Vous avez déjà un produit de ce nom.', 'nom');
}

async function keepRollouts(tx: Db, productId: string, rollouts: readonly string[]): Promise<void> {
  await tx.deleteFrom('vendor_product_rollouts').where('product_id', '=', productId).execute();
  if (rollouts.length > 0)
    await tx
      .insertInto('vendor_product_rollouts')
      .values(rollouts.map((rollout) => ({ product_id: productId, rollout })))
      .execute();
}

async function noteChange(
  tx: Db,
  { by, now, vendor }: Working,
  productId: string,
  act: ProductAct,
): Promise<void> {
  await sql`
    insert into vendor_product_changes (product_id, at, account_id, act, name, purpose, website, rollouts)
    select id, ${now}, ${by.id}::uuid, ${act}::product_act, name, purpose, website,
      array(select rollout from vendor_product_rollouts where product_id = id order by rollout)
    from vendor_products where id = ${productId}`.execute(tx);
  await indexVendor(tx, vendor.slug);
  const { name } = await tx
    .selectFrom('vendor_products')
    .select('name')
    .where('id', '=', productId)
    .executeTakeFirstOrThrow();
  await record(tx, {
    actor: by,
    verb: `product.${act}`,
    thing: vendorThing(vendor),
    detail: { product: name },
  });
}
