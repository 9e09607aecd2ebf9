import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { pageCount } from '../../platform/http/index.ts';

/** A vendor that has a space. */
export interface Vendor {
  slug: string;
  name: string;
  siren: string;
  website: string | null;
  /** Fictional: on a demonstration only, and told so wherever it is shown. */
  demonstration: boolean;
  openedAt: Date;
}

const vendors = (db: Db) =>
  db
    .selectFrom('vendors')
    .innerJoin('organisations', 'organisations.slug', 'vendors.slug')
    .select([
      'vendors.slug',
      'organisations.name',
      'vendors.siren',
      'organisations.website',
      'vendors.demonstration',
      'vendors.opened_at as openedAt',
    ]);

export async function findVendor(db: Db, slug: string): Promise<Vendor | undefined> {
  return vendors(db).where('vendors.slug', '=', slug).executeTakeFirst();
}

/** The vendor that the programme team attached this person to, as long as their account says so too. */
export async function vendorOf(db: Db, accountId: string): Promise<Vendor | undefined> {
  return vendors(db)
    .innerJoin('vendor_people', 'vendor_people.vendor', 'vendors.slug')
    .innerJoin('accounts', 'accounts.id', 'vendor_people.account_id')
    .whereRef('accounts.organisation_slug', '=', 'vendors.slug')
    .where('vendor_people.account_id', '=', accountId)
    .executeTakeFirst();
}

/** Holds what a vendor tells until the transaction ends: two of its people write one after the other. */
export async function lockVendor(tx: Db, slug: string): Promise<void> {
  await tx
    .selectFrom('vendors')
    .select('slug')
    .where('slug', '=', slug)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

/** A vendor as lists show it. */
export interface ListedVendor extends Vendor {
  products: string[];
  /** Slugs of the rollouts that its products serve. */
  rollouts: string[];
  /** How many authorities it tells that it equips, those contested left out. */
  authorities: number;
  /** When it last said so; null when it never did. */
  toldAt: Date | null;
}

export interface VendorPage {
  items: readonly ListedVendor[];
  total: number;
  page: number;
  pages: number;
}

/** What narrows the list of vendors. */
export interface VendorFilter {
  /** In the name of the vendor or of a product. */
  text: string;
  rollout: string | null;
}

/** Vendors in the order of the alphabet: the list ranks nobody. */
export async function listVendors(
  db: Db,
  { text, rollout }: VendorFilter,
  { page, perPage }: { page: number; perPage: number },
): Promise<VendorPage> {
  const { rows } = await sql<ListedVendor & { total: number }>`
    with chosen as (
      select vendors.slug, organisations.name, vendors.siren, organisations.website, vendors.demonstration,
        vendors.opened_at as "openedAt", count(*) over ()::integer as total
      from vendors join organisations on organisations.slug = vendors.slug
      where (${text} = '' or strpos(plain(organisations.name), plain(${text})) > 0
          or exists (select from vendor_products
            where vendor = vendors.slug and withdrawn_at is null and strpos(plain(vendor_products.name), plain(${text})) > 0))
        and (${rollout}::text is null or exists (select from vendor_products
          join vendor_product_rollouts on product_id = vendor_products.id
          where vendor = vendors.slug and withdrawn_at is null and rollout = ${rollout}))
      order by plain(organisations.name), vendors.slug
      limit ${perPage} offset ${(page - 1) * perPage}
    )
    select chosen.*,
      array(select name from vendor_products where vendor = chosen.slug and withdrawn_at is null order by plain(name)) as products,
      array(select distinct rollout from vendor_products join vendor_product_rollouts on product_id = vendor_products.id
        where vendor = chosen.slug and withdrawn_at is null order by 1) as rollouts,
      (select count(distinct authority_id)::integer from counted_equipments where vendor = chosen.slug) as authorities,
      (select max(told_at) from counted_equipments where vendor = chosen.slug) as "toldAt"
    from chosen order by plain(chosen.name), chosen.slug`.execute(db);
  const total = rows[0]?.total ?? 0;
  return {
    items: rows.map(({ total: _, ...vendor }) => vendor),
    total,
    page,
    pages: pageCount(total, perPage),
  };
}
