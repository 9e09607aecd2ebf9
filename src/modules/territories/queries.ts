import { type SelectQueryBuilder, sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { AuthorityKind, DB, Db, OldCodeKind } from '../../platform/database/index.ts';

export const summaryColumns = [
  'authorities.id',
  'authorities.kind',
  'authorities.code',
  'authorities.siren',
  'authorities.name',
  'authorities.of_name',
  'authorities.epci_kind',
  'authorities.zone',
  'authorities.population',
  'authorities.population_source',
  'authorities.place',
  'authorities.ended_at',
] as const;

const summary = (db: Db) => db.selectFrom('authorities').select(summaryColumns);

/** What is needed to name an authority, anywhere. Columns as in SQL. */
export type AuthoritySummary =
  ReturnType<typeof summary> extends SelectQueryBuilder<DB, 'authorities', infer Row> ? Row : never;

/** An authority with where it belongs, as ids. */
export interface Authority extends AuthoritySummary {
  department_id: string | null;
  region_id: string | null;
  epci_id: string | null;
  ept_id: string | null;
  seat_id: string | null;
  /** All that it lies in, nearest first. */
  ancestors: string[];
  postcodes: string[];
}

/** What was typed was no longer in use: the code, the commune that bore it (when known) and what became of it. */
export interface OldCode {
  code: string;
  name: string | null;
  kind: OldCodeKind;
}

/** The authority of this id (`commune:74010`), ended ones included. */
export async function findAuthority(db: Db, id: string): Promise<Authority | undefined> {
  return detailed(db).where('authorities.id', '=', id).executeTakeFirst();
}

function detailed(db: Db) {
  return summary(db)
    .select([
      'authorities.department_id',
      'authorities.region_id',
      'authorities.epci_id',
      'authorities.ept_id',
      'authorities.seat_id',
      'authorities.ancestors',
    ])
    .select(
      sql<string[]>`array(select postcode from authority_postcodes
        where authority_id = authorities.id order by postcode)`.as('postcodes'),
    );
}

/** What a code can be, spaces and dots left out: INSEE code of a commune, SIREN, SIRET, or our own id. */
export function readCode(input: string): { insee: string } | { siren: string } | { id: string } | null {
  const code = input.replace(/[\s.\u00a0\u202f]/g, '').toUpperCase();
  if (/^\d[\dAB]\d{3}$/.test(code)) return { insee: code };
  if (/^\d{9}(?:\d{5})?$/.test(code)) return { siren: code.slice(0, 9) };
  const id = /^(COMMUNE|EPCI|EPT|DEPARTEMENT|REGION|COM):([\dAB]{2,9})$/.exec(code);
  return id ? { id: `${id[1]?.toLowerCase()}:${id[2]}` } : null;
}

/**
 * The authority that a code leads to today: INSEE code of a commune (current, or old: then `old` says so),
 * SIREN, SIRET, or id. Undefined for anything else; names are for `searchAuthorities`.
 */
export async function resolveAuthority(
  db: Db,
  input: string,
): Promise<(Authority & { old: OldCode | null }) | undefined> {
  const code = readCode(input);
  if (!code) return undefined;
  const insee = 'insee' in code ? code.insee : 'id' in code ? code.id.replace(/^commune:/, '') : null;
  const row = await detailed(db)
    .leftJoin('authority_old_codes as old', (join) =>
      join.onRef('old.authority_id', '=', 'authorities.id').on('old.code', '=', insee),
    )
    .select(['old.code as old_code', 'old.name as old_name', 'old.kind as old_kind'])
    .where((where) =>
      'siren' in code
        ? where('authorities.siren', '=', code.siren)
        : where.or([
            where('authorities.id', '=', 'id' in code ? code.id : `commune:${code.insee}`),
            where(
              'authorities.id',
              '=',
              where.selectFrom('authority_old_codes').select('authority_id').where('code', '=', insee),
            ),
          ]),
    )
    // One that lives; else the one that bore this code.
    .orderBy(sql`authorities.ended_at is not null`)
    .orderBy('old.code', (order) => order.desc().nullsFirst())
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const { old_code, old_name, old_kind, ...authority } = row;
  return {
    ...authority,
    old: old_code && old_kind ? { code: old_code, name: old_name, kind: old_kind } : null,
  };
}

/** Those of these ids, by id. @public */
export async function authoritiesByIds(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, AuthoritySummary>> {
  if (ids.length === 0) return new Map();
  const rows = await summary(db)
    .where('authorities.id', '=', sql<string>`any(${[...new Set(ids)]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** An authority with all that it lies in, nearest first. */
export interface Placed {
  authority: Authority;
  ancestors: AuthoritySummary[];
}

/** Those of these ids with all that they lie in, by id: two queries for any number of them. */
export async function placedAuthorities(db: Db, ids: readonly string[]): Promise<Map<string, Placed>> {
  if (ids.length === 0) return new Map();
  const authorities = await detailed(db)
    .where('authorities.id', '=', sql<string>`any(${[...new Set(ids)]}::text[])`)
    .execute();
  const around = await authoritiesByIds(
    db,
    authorities.flatMap(({ ancestors }) => ancestors),
  );
  return new Map(
    authorities.map((authority) => [
      authority.id,
      { authority, ancestors: authority.ancestors.flatMap((id) => around.get(id) ?? []) },
    ]),
  );
}

/**
 * Those of the same kind that have the nearest number of people, the nearest first: in the same région, or in the same
 * département when `within` says so.
 */
export async function similarAuthorities(
  db: Db,
  { id, kind, region_id, department_id, population }: Authority,
  limit: number,
  within: 'region' | 'departement' = 'region',
): Promise<AuthoritySummary[]> {
  if (population === null) return [];
  const side = (comparison: '>=' | '<', order: 'asc' | 'desc') =>
    summary(db)
      .where('authorities.kind', '=', kind)
      .where('authorities.ended_at', 'is', null)
      .where('authorities.region_id', region_id === null ? 'is' : '=', region_id)
      .$if(within === 'departement', (query) =>
        query.where('authorities.department_id', department_id === null ? 'is' : '=', department_id),
      )
      .where('authorities.population', comparison, population)
      .where('authorities.id', '<>', id)
      .orderBy('authorities.population', order)
      .limit(limit);
  // A walk of the index each way: sorting a whole région by distance would read all of it.
  const larger = db.selectFrom(side('>=', 'asc').as('larger')).selectAll();
  const smaller = db.selectFrom(side('<', 'desc').as('smaller')).selectAll();
  const rows = await larger.unionAll(smaller).execute();
  const distance = (row: AuthoritySummary) => Math.abs((row.population ?? 0) - population);
  return rows
    .sort((one, other) => distance(one) - distance(other) || one.id.localeCompare(other.id))
    .slice(0, limit);
}

export interface AuthorityPage {
  authorities: AuthoritySummary[];
  total: number;
}

/** What an authority holds, of one kind, in alphabetical order; pages start at 1. */
export async function childrenOf(
  db: Db,
  id: string,
  options: { kind: AuthorityKind; page?: number; perPage?: number },
): Promise<AuthorityPage> {
  const { kind, page = 1, perPage = 50 } = options;
  const rows = await summary(db)
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('authorities.ancestors', '@>', sql<string[]>`array[${id}]`)
    .where('authorities.kind', '=', kind)
    .where('authorities.ended_at', 'is', null)
    .orderBy('authorities.sort_key')
    .orderBy('authorities.id')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .execute();
  return { authorities: rows.map(({ total: _, ...authority }) => authority), total: rows[0]?.total ?? 0 };
}

/** How many authorities of each kind this one holds. */
export async function countChildren(db: Db, id: string): Promise<Partial<Record<AuthorityKind, number>>> {
  const rows = await db
    .selectFrom('authorities')
    .select(['kind', sql<number>`count(*)`.as('total')])
    .where('ancestors', '@>', sql<string[]>`array[${id}]`)
    .where('ended_at', 'is', null)
    .groupBy('kind')
    .execute();
  return Object.fromEntries(rows.map(({ kind, total }) => [kind, total]));
}

/** All the authorities of these kinds, in alphabetical order; meant for the wider ones. */
export async function listAuthorities(db: Db, kinds: readonly AuthorityKind[]): Promise<AuthoritySummary[]> {
  return summary(db)
    .where('authorities.kind', 'in', kinds)
    .where('authorities.ended_at', 'is', null)
    .orderBy('authorities.sort_key')
    .execute();
}

/** What stands around an authority. */
export interface Surroundings {
  /** All that it lies in, nearest first: EPT, EPCI, départements, régions. */
  ancestors: AuthoritySummary[];
  /** Where its seat is, when the source says so. */
  seat: AuthoritySummary | null;
  /** The former communes and arrondissements that a commune holds, those that the source names. */
  former: OldCode[];
}

/** One query: pages of authorities are read by the ten thousand. */
export async function surroundingsOf(db: Db, id: string): Promise<Surroundings> {
  const { ancestors, seat, former } = await db
    .selectFrom('authorities as here')
    .where('here.id', '=', id)
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('authorities')
          .select(summaryColumns)
          .where(sql<boolean>`authorities.id = any(here.ancestors)`)
          .orderBy(sql`array_position(here.ancestors, authorities.id)`),
      ).as('ancestors'),
      jsonObjectFrom(
        eb.selectFrom('authorities').select(summaryColumns).whereRef('authorities.id', '=', 'here.seat_id'),
      ).as('seat'),
      jsonArrayFrom(
        eb
          .selectFrom('authority_old_codes')
          .select(['authority_old_codes.code', 'authority_old_codes.name', 'authority_old_codes.kind'])
          .whereRef('authority_old_codes.authority_id', '=', 'here.id')
          .where('authority_old_codes.name', 'is not', null)
          .orderBy('authority_old_codes.code'),
      ).as('former'),
    ])
    .executeTakeFirstOrThrow();
  return { ancestors: ancestors.map(fromJson), seat: seat && fromJson(seat), former };
}

/** JSON has no dates. */
function fromJson<Row extends { ended_at: string | null }>(row: Row) {
  return { ...row, ended_at: row.ended_at === null ? null : new Date(row.ended_at) };
}
