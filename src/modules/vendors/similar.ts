import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { type Authority, type AuthoritySummary, similarAuthorities } from '../territories/index.ts';

/** How many authorities are looked at. */
export const mostAlike = 100;
const mostExamples = 3;

/** A vendor that equips some of the authorities that are alike. */
export interface VendorAlike {
  slug: string;
  name: string;
  demonstration: boolean;
  products: string[];
  /** How many of those alike it tells that it equips. */
  count: number;
  /** The nearest in population first. */
  examples: { authority: AuthoritySummary; product: string; from: string }[];
}

export interface Alike {
  /** The same kind, the nearest in population first. */
  authorities: readonly AuthoritySummary[];
  /** In the order of the alphabet: nobody is ranked. */
  vendors: readonly VendorAlike[];
  /** How many of those alike no vendor tells that it equips. */
  untold: number;
  /** When the latest was told; null when nothing was. */
  toldAt: Date | null;
}

/** Which vendors tell that they equip authorities like this one, with products of a rollout or with any. */
export async function vendorsAlike(
  db: Db,
  authority: Authority,
  { within, rollout }: { within: 'region' | 'departement'; rollout: string | null },
): Promise<Alike> {
  const authorities = await similarAuthorities(db, authority, mostAlike, within);
  const { rows } = await sql<{
    slug: string;
    name: string;
    demonstration: boolean;
    product: string;
    authority_id: string;
    from_day: string;
    told_at: Date;
  }>`
    select vendors.slug, organisations.name, vendors.demonstration, vendor_products.name as product, authority_id, from_day, told_at
    from counted_equipments
    join vendor_products on vendor_products.id = product_id
    join vendors on vendors.slug = counted_equipments.vendor
    join organisations on organisations.slug = vendors.slug
    where authority_id = any(${authorities.map(({ id }) => id)}::text[])
      and (${rollout}::text is null or exists (select from vendor_product_rollouts
        where vendor_product_rollouts.product_id = counted_equipments.product_id and rollout = ${rollout}))
    order by plain(organisations.name), vendors.slug, plain(vendor_products.name)`.execute(db);
  const rank = new Map(authorities.map(({ id }, index) => [id, index]));
  const byId = new Map(authorities.map((one) => [one.id, one]));
  const vendors = [...Map.groupBy(rows, ({ slug }) => slug).values()].flatMap((some) => {
    const [first] = some;
    if (!first) return [];
    const nearest = some.toSorted(
      (one, other) => (rank.get(one.authority_id) ?? 0) - (rank.get(other.authority_id) ?? 0),
    );
    const named = new Map(nearest.toReversed().map((one) => [one.authority_id, one]));
    return {
      slug: first.slug,
      name: first.name,
      demonstration: first.demonstration,
      products: [...new Set(some.map(({ product }) => product))],
      count: named.size,
      examples: [...new Set(nearest.map(({ authority_id }) => authority_id))]
        .slice(0, mostExamples)
        .flatMap((id) => {
          const [one, like] = [named.get(id), byId.get(id)];
          return one && like ? { authority: like, product: one.product, from: one.from_day } : [];
        }),
    };
  });
  return {
    authorities,
    vendors,
    untold: authorities.length - new Set(rows.map(({ authority_id }) => authority_id)).size,
    toldAt: rows.reduce<Date | null>(
      (latest, { told_at }) => (latest === null || told_at > latest ? told_at : latest),
      null,
    ),
  };
}
