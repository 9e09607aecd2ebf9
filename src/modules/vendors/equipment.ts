import { type RawBuilder, sql } from 'kysely';
import type { AuthorityKind, Db, EquipmentStanding } from '../../platform/database/index.ts';
import { pageCount } from '../../platform/http/index.ts';

/** « This product equips this authority since this day », as its vendor tells it. */
export interface Equipment {
  id: string;
  vendor: string;
  product: { id: string; name: string; withdrawn: boolean };
  authority: {
    id: string;
    kind: AuthorityKind;
    code: string;
    siren: string | null;
    name: string;
    place: string;
    population: number | null;
    ended: boolean;
  };
  from: string;
  /** The last day; null: still so. */
  until: string | null;
  standing: EquipmentStanding;
  toldAt: Date;
  /** The latest that its vendor said of each rollout, by slug. */
  said: { rollout: string; stage: string | null; since: string }[];
}

interface Row {
  id: string;
  vendor: string;
  product_id: string;
  product_name: string;
  withdrawn: boolean;
  authority_id: string;
  kind: AuthorityKind;
  code: string;
  siren: string | null;
  name: string;
  place: string;
  population: number | null;
  ended: boolean;
  from_day: string;
  until_day: string | null;
  standing: EquipmentStanding;
  told_at: Date;
  said: Equipment['said'];
}

const columns = sql`equipments.id, products.vendor, product_id, products.name as product_name,
  products.withdrawn_at is not null as withdrawn, authority_id, authorities.kind, authorities.code, authorities.siren,
  authorities.name, authorities.place, authorities.population, authorities.ended_at is not null as ended, from_day, until_day,
  standing, told_at`;

const tables = sql`equipments
  join vendor_products as products on products.id = equipments.product_id
  join authorities on authorities.id = equipments.authority_id`;

/** The latest statement on each rollout, as JSON: `valid_from` decides, then the order in which they were made. */
const said = sql`(select coalesce(json_agg(json_build_object('rollout', rollout, 'stage', stage, 'since', valid_from) order by rollout), '[]')
  from (
    select distinct on (rollout) rollout, stage, valid_from
    from vendor_statements join assertions on assertions.id = assertion_id
    where vendor_statements.equipment_id = chosen.id
      and not exists (select from assertion_retractions where assertion_retractions.assertion_id = assertions.id)
    order by rollout, valid_from desc, assertions.id desc
  ) as latest) as said`;

const equipmentOf = (row: Row): Equipment => ({
  id: row.id,
  vendor: row.vendor,
  product: { id: row.product_id, name: row.product_name, withdrawn: row.withdrawn },
  authority: {
    id: row.authority_id,
    kind: row.kind,
    code: row.code,
    siren: row.siren,
    name: row.name,
    place: row.place,
    population: row.population,
    ended: row.ended,
  },
  from: row.from_day,
  until: row.until_day,
  standing: row.standing,
  toldAt: row.told_at,
  said: row.said,
});

/** An equipment of this vendor, whatever became of it. */
export async function findEquipment(db: Db, vendor: string, id: string): Promise<Equipment | undefined> {
  const { rows } = await sql<Row>`
    select chosen.*, ${said}
    from (select ${columns} from ${tables} where equipments.id = ${id} and products.vendor = ${vendor}) as chosen`.execute(
    db,
  );
  return rows[0] && equipmentOf(rows[0]);
}

export const equipmentStates = ['en-cours', 'contestes', 'termines', 'retires'] as const;
export type EquipmentState = (typeof equipmentStates)[number];

const stateConditions: Readonly<Record<EquipmentState, RawBuilder<boolean>>> = {
  'en-cours': sql`standing = 'told' and until_day is null`,
  contestes: sql`standing = 'contested'`,
  termines: sql`standing = 'told' and until_day is not null`,
  retires: sql`standing = 'withdrawn'`,
};

export interface EquipmentFilter {
  state: EquipmentState | null;
  product: string | null;
  departement: string | null;
  /** In the name of the authority. */
  text: string;
}

export interface EquipmentPage {
  items: readonly Equipment[];
  total: number;
  page: number;
  pages: number;
}

/** What a vendor tells that it equips, in the order of the authorities’ names. */
export async function listEquipments(
  db: Db,
  vendor: string,
  { state, product, departement, text }: EquipmentFilter,
  { page, perPage }: { page: number; perPage: number },
): Promise<EquipmentPage> {
  const wanted = [sql<boolean>`products.vendor = ${vendor}`];
  if (state) wanted.push(stateConditions[state]);
  if (product) wanted.push(sql`product_id = ${product}`);
  if (departement)
    wanted.push(sql`${`departement:${departement}`} in (authorities.department_id, authorities.id)`);
  if (text) wanted.push(sql`strpos(plain(authorities.name), plain(${text})) > 0`);
  const order = sql`plain(name), authority_id, product_name, from_day, id`;
  const { rows } = await sql<Row & { total: number }>`
    select chosen.*, ${said}
    from (
      select *, count(*) over ()::integer as total
      from (select ${columns} from ${tables} where ${sql.join(wanted, sql` and `)}) as told
      order by ${order} limit ${perPage} offset ${(page - 1) * perPage}
    ) as chosen
    order by ${order}`.execute(db);
  const total = rows[0]?.total ?? 0;
  return { items: rows.map(equipmentOf), total, page, pages: pageCount(total, perPage) };
}

/** Who equips an authority, by the vendor's name: what is told and goes on, contested or not. */
export interface Equipped {
  id: string;
  vendor: string;
  vendorName: string;
  demonstration: boolean;
  product: string;
  from: string;
  standing: EquipmentStanding;
  toldAt: Date;
}

export async function equippersOf(db: Db, authorityId: string): Promise<Equipped[]> {
  return db
    .selectFrom('equipments')
    .innerJoin('vendor_products', 'vendor_products.id', 'product_id')
    .innerJoin('vendors', 'vendors.slug', 'vendor_products.vendor')
    .innerJoin('organisations', 'organisations.slug', 'vendors.slug')
    .select([
      'equipments.id',
      'vendors.slug as vendor',
      'organisations.name as vendorName',
      'vendors.demonstration',
      'vendor_products.name as product',
      'from_day as from',
      'standing',
      'told_at as toldAt',
    ])
    .where('authority_id', '=', authorityId)
    .where('until_day', 'is', null)
    .where('standing', '<>', 'withdrawn')
    .orderBy(sql`plain(organisations.name)`)
    .orderBy(sql`plain(vendor_products.name)`)
    .execute();
}

/** How many authorities a vendor tells that it equips, and where. */
export interface EquipmentCounts {
  total: number;
  /** Links that their authorities contest: not counted. */
  contested: number;
  /** When the vendor last said so; null when it never did. */
  toldAt: Date | null;
  kinds: { kind: AuthorityKind; count: number; known: number }[];
  departements: { code: string; name: string; count: number }[];
}

export async function countEquipments(db: Db, vendor: string): Promise<EquipmentCounts> {
  const { rows } = await sql<EquipmentCounts>`
    with equipped as materialized (
      select distinct authorities.id, kind, coalesce(department_id, case when kind = 'departement' then id end) as departement
      from authorities where id in (select authority_id from counted_equipments where vendor = ${vendor})
    )
    select (select count(*)::integer from equipped) as total,
      (select count(*)::integer from equipments join vendor_products on vendor_products.id = product_id
        where vendor_products.vendor = ${vendor} and standing = 'contested') as contested,
      (select max(told_at) from counted_equipments where vendor = ${vendor}) as "toldAt",
      (select coalesce(json_agg(json_build_object('kind', kind, 'count', count, 'known', known) order by kind), '[]') from (
        select kind, count(*)::integer as count,
          (select count(*)::integer from authorities where authorities.kind = equipped.kind and ended_at is null) as known
        from equipped group by kind
      ) as kinds) as kinds,
      (select coalesce(json_agg(json_build_object('code', code, 'name', name, 'count', count) order by code), '[]') from (
        select places.code, places.name, count(*)::integer as count
        from equipped join authorities as places on places.id = equipped.departement group by places.code, places.name
      ) as departements) as departements`.execute(db);
  return rows[0] ?? { total: 0, contested: 0, toldAt: null, kinds: [], departements: [] };
}
