import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db, ProductAct } from '../../platform/database/index.ts';

/** What a vendor sells. */
export interface Product {
  id: string;
  vendor: string;
  name: string;
  purpose: string;
  website: string | null;
  /** Offered to nobody any more since; null: still offered. */
  withdrawnAt: Date | null;
  version: number;
  /** Slugs of the rollouts that it serves. */
  rollouts: string[];
  /** How many authorities it equips, as counted in public. */
  authorities: number;
  /** What it was called before, the latest first. */
  formerNames: string[];
}

/** The products of a vendor in the order of their names, those withdrawn last. */
export async function productsOf(db: Db, vendor: string): Promise<Product[]> {
  const rows = await db
    .selectFrom('vendor_products as products')
    .select(['id', 'vendor', 'name', 'purpose', 'website', 'withdrawn_at as withdrawnAt', 'version'])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('vendor_product_rollouts')
          .select('rollout')
          .whereRef('product_id', '=', 'products.id')
          .orderBy('rollout'),
      ).as('rollouts'),
      sql<number>`(select count(*)::integer from counted_equipments where product_id = products.id)`.as(
        'authorities',
      ),
      sql<string[]>`array(select name from vendor_product_changes as changes
        where product_id = products.id and changes.name <> products.name group by name order by max(id) desc)`.as(
        'formerNames',
      ),
    ])
    .where('vendor', '=', vendor)
    .orderBy(sql`withdrawn_at is not null`)
    .orderBy(sql`plain(name)`)
    .execute();
  return rows.map(({ rollouts, ...product }) => ({
    ...product,
    rollouts: rollouts.map(({ rollout }) => rollout),
  }));
}

/** Something that was done to a product, and what it was after. */
export interface ProductChange {
  id: number;
  at: Date;
  /** Null when that account is gone. */
  by: string | null;
  act: ProductAct;
  name: string;
  purpose: string;
  website: string | null;
  rollouts: string[];
}

/** All that was done to a product, the latest first. */
export async function historyOf(db: Db, productId: string): Promise<ProductChange[]> {
  return db
    .selectFrom('vendor_product_changes as changes')
    .leftJoin('accounts', 'accounts.id', 'changes.account_id')
    .select([
      'changes.id',
      'at',
      'accounts.name as by',
      'act',
      'changes.name',
      'purpose',
      'website',
      'rollouts',
    ])
    .where('product_id', '=', productId)
    .orderBy('changes.id', 'desc')
    .limit(100)
    .execute();
}
