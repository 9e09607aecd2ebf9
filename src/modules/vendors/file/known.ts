import { sql } from 'kysely';
import type { Db, EquipmentStanding } from '../../../platform/database/index.ts';
import { cellOf, type SheetRow } from '../../../platform/sheets/index.ts';
import { BadCell, listRollouts, type Rollout, readCodeCell } from '../../rollouts/index.ts';
import { authoritiesByIds, type Resolved, resolveCodes } from '../../territories/index.ts';
import { pairOf, refutedDays } from '../equipping.ts';
import { type Product, productsOf } from '../product.ts';
import type { Columns } from './columns.ts';

/** An equipment that goes on, as a file is compared with it. */
export interface Current {
  id: string;
  product: Product;
  authorityId: string;
  authorityName: string;
  from: string;
  standing: EquipmentStanding;
  /** What was said of its stages and counts, the latest first. */
  said: readonly { rollout: string; stage: string | null; since: string }[];
}

/** What lines are read against. */
export interface Known {
  products: readonly Product[];
  rollouts: readonly Rollout[];
  codes: ReadonlyMap<string, Resolved>;
  /** `rollout authority` of those that it concerns, among those of the file. */
  concerned: ReadonlySet<string>;
  /** By product and authority. */
  current: ReadonlyMap<string, Current>;
  /** Until which day it was settled against the vendor, by product and authority. */
  refuted: ReadonlyMap<string, string>;
  /** A day, `2026-11-26`. */
  today: string;
}

/** Loads what is known of a vendor and of the authorities that a file names: a handful of queries for any number of lines. */
export async function loadKnown(
  db: Db,
  vendor: string,
  rows: readonly SheetRow[],
  columns: Columns,
  today: string,
): Promise<Known> {
  const codes = await resolveCodes(db, codesIn(rows, columns));
  const products = await productsOf(db, vendor);
  const byId = new Map(products.map((product) => [product.id, product]));
  const current = await sql<{
    id: string;
    product_id: string;
    authority_id: string;
    from_day: string;
    standing: EquipmentStanding;
    said: Current['said'];
  }>`
    select equipments.id, product_id, authority_id, from_day, standing, coalesce(said, '[]') as said
    from equipments
    left join (
      select equipment_id, json_agg(json_build_object('rollout', rollout, 'stage', stage, 'since', valid_from)
        order by valid_from desc, assertions.id desc) as said
      from vendor_statements join assertions on assertions.id = assertion_id
      where not exists (select from assertion_retractions where assertion_retractions.assertion_id = assertions.id)
      group by equipment_id
    ) as told on told.equipment_id = equipments.id
    where product_id = any(${products.map(({ id }) => id)}::uuid[]) and until_day is null and standing <> 'withdrawn'`.execute(
    db,
  );
  const concerned = await sql<{ rollout: string; authority_id: string }>`
    select rollout, authority_id from rollout_concerned
    where authority_id = any(${[...codes.values()].map(({ authority }) => authority.id)}::text[])`.execute(
    db,
  );
  const authorities = await authoritiesByIds(
    db,
    current.rows.map(({ authority_id }) => authority_id),
  );
  return {
    products,
    rollouts: await listRollouts(db),
    codes,
    concerned: new Set(concerned.rows.map((row) => `${row.rollout} ${row.authority_id}`)),
    current: new Map(
      current.rows.flatMap((row) => {
        const product = byId.get(row.product_id);
        if (!product) return [];
        return [
          [
            pairOf(row.product_id, row.authority_id),
            {
              id: row.id,
              product,
              authorityId: row.authority_id,
              authorityName: authorities.get(row.authority_id)?.name ?? row.authority_id,
              from: row.from_day,
              standing: row.standing,
              said: row.said,
            },
          ] as const,
        ];
      }),
    ),
    refuted: await refutedDays(db, vendor),
    today,
  };
}

function codesIn(rows: readonly SheetRow[], columns: Columns): Set<string> {
  const codes = new Set<string>();
  for (const { cells } of rows) {
    try {
      codes.add(readCodeCell(cellOf(cells, columns, 'code')).code);
    } catch (error) {
      // It is told of its line when that is read.
      if (!(error instanceof BadCell)) throw error;
    }
  }
  return codes;
}
