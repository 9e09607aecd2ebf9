import { type RawBuilder, sql } from 'kysely';
import type { AuthorityKind, Db } from '../../platform/database/index.ts';
import { type AuthoritySummary, authoritiesByIds } from '../territories/index.ts';
import type { Verdict } from './evaluate.ts';
import { type Rule, territoriesOf } from './rule.ts';
import { authoritiesFor, authoritiesWithEpci, toSql } from './sql.ts';

/** How many authorities a rule is for, of those that it may be asked about. */
export interface Share {
  yes: number;
  unknown: number;
  total: number;
}

/**
 * Bands of communes by population, in numbers of people: from `from` up to the next. 3,500 parts what the general code of local
 * authorities asks of communes; 500, 2,000, 10,000 and 50,000 are other thresholds of the agenda.
 */
export const populationBands = [
  { from: 0, label: 'moins de 500 habitants' },
  { from: 500, label: 'de 500 à 1 999 habitants' },
  { from: 2_000, label: 'de 2 000 à 3 499 habitants' },
  { from: 3_500, label: 'de 3 500 à 9 999 habitants' },
  { from: 10_000, label: 'de 10 000 à 49 999 habitants' },
  { from: 50_000, label: '50 000 habitants et plus' },
] as const;

export interface Concerned extends Share {
  byKind: readonly (Share & { kind: AuthorityKind })[];
  /** Of communes; those whose population is not known are in none. */
  byBand: readonly (Share & { label: string })[];
  /** Of all that lies in a région, itself included. */
  byRegion: readonly (Share & { id: string; name: string })[];
  /** The région is null for overseas collectivities, which lie in none. */
  byDepartement: readonly (Share & { id: string; name: string; region: string | null })[];
  /** Inhabitants of the communes that are concerned or lie in an authority that is, each counted once. */
  people: number;
}

const decided = (rule: Rule) => sql`
  select authorities.id, authorities.kind, authorities.population, authorities.region_id, authorities.department_id,
    authorities.epci_id, authorities.ept_id, ${toSql(rule)} as concerned
  from ${authoritiesFor(rule)}
  where authorities.ended_at is null`;

interface Counted extends Share {
  kind: AuthorityKind;
  /** Null but for a commune whose population is known. */
  band: number | null;
  region: string | null;
  departement: string | null;
}

/** Of all the authorities of today, how many a rule is for, and where. */
export async function countConcerned(db: Db, rule: Rule): Promise<Concerned> {
  const [rows, people] = await Promise.all([countedGroups(db, rule), peopleOf(db, rule)]);
  const regions = sumsBy(rows, ({ region }) => region);
  const departements = sumsBy(rows, ({ departement }) => departement);
  const names = await authoritiesByIds(db, [...regions.keys(), ...departements.keys()]);
  const regionOf = new Map(rows.map(({ departement, region }) => [departement, region]));
  const named = (sums: ReadonlyMap<string, Share>) =>
    [...sums]
      .flatMap(([id, share]) => {
        const place = names.get(id);
        return place ? [{ id, name: place.name, ...share }] : [];
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  const bands = sumsBy(rows, ({ band }) => band);
  return {
    ...sumOf(rows),
    byKind: [...sumsBy(rows, ({ kind }) => kind)].map(([kind, share]) => ({ kind, ...share })),
    byBand: populationBands.map(({ label }, band) => ({ label, ...(bands.get(band) ?? sumOf([])) })),
    byRegion: named(regions),
    byDepartement: named(departements).map((one) => ({ ...one, region: regionOf.get(one.id) ?? null })),
    people,
  };
}

/** Small groups, to be added up: five ways of grouping every authority would cost five times as much. */
async function countedGroups(db: Db, rule: Rule): Promise<Counted[]> {
  const bounds = populationBands.slice(1).map(({ from }) => from);
  // `offset 0`: the rule is decided once a row, rather than in each of the counts.
  const { rows } = await sql<Counted>`
    select kind,
      case when kind = 'commune' then width_bucket(population, ${bounds}::integer[]) end as band,
      case when kind = 'region' then id else region_id end as region,
      case when kind = 'departement' then id else department_id end as departement,
      count(*) filter (where concerned) as yes,
      count(*) filter (where concerned is null) as unknown,
      count(*) as total
    from (${decided(rule)} offset 0) as decided
    group by 1, 2, 3, 4`.execute(db);
  return rows;
}

async function peopleOf(db: Db, rule: Rule): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    with wider as materialized (
      select id from (${decided(rule)} and authorities.kind <> 'commune') as decided where concerned
    )
    select coalesce(sum(population), 0)::float8 as people
    from (${decided(rule)} and authorities.kind = 'commune') as decided
    where concerned
      or epci_id in (select id from wider) or ept_id in (select id from wider)
      or department_id in (select id from wider) or region_id in (select id from wider)`.execute(db);
  return rows[0]?.people ?? 0;
}

function sumOf(parts: readonly Share[]): Share {
  const sum = { yes: 0, unknown: 0, total: 0 };
  for (const { yes, unknown, total } of parts) {
    sum.yes += yes;
    sum.unknown += unknown;
    sum.total += total;
  }
  return sum;
}

function sumsBy<Key>(rows: readonly Counted[], key: (row: Counted) => Key | null): Map<Key, Share> {
  const parts = Map.groupBy(rows, key);
  return new Map([...parts].flatMap(([one, those]) => (one === null ? [] : [[one, sumOf(those)] as const])));
}

export interface ListOptions {
  verdict: Verdict;
  kind?: AuthorityKind;
  /** Id of a territory that they lie in, or are. */
  within?: string;
  /** From 1. */
  page: number;
  perPage: number;
}

/** The authorities of today to which a rule gives this verdict, the most populated first. */
export async function listConcerned(
  db: Db,
  rule: Rule,
  { verdict, kind, within, page, perPage }: ListOptions,
): Promise<{ authorities: AuthoritySummary[]; total: number }> {
  const place = within
    ? sql` and (authorities.id = ${within} or authorities.ancestors @> array[${within}]::text[])`
    : sql``;
  const wanted = { yes: true, no: false, unknown: null }[verdict];
  const { rows } = await sql<{ id: string; total: number }>`
    select id, count(*) over () as total from (${decided(rule)}${place}) as decided
    where concerned is not distinct from ${wanted}::boolean
      and (${kind ?? null}::text is null or kind::text = ${kind ?? null})
    order by population desc nulls last, id
    limit ${perPage} offset ${(page - 1) * perPage}`.execute(db);
  const known = await authoritiesByIds(
    db,
    rows.map(({ id }) => id),
  );
  return { authorities: rows.flatMap(({ id }) => known.get(id) ?? []), total: rows[0]?.total ?? 0 };
}

/** A few of those that a rule is for, taken at equal distances from the most populated to the least. */
export async function examplesOf(db: Db, rule: Rule, most: number): Promise<AuthoritySummary[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, row_number() over (order by population desc nulls last, id) - 1 as rank, count(*) over () as total
      from (${decided(rule)}) as decided where concerned
    ) as ranked
    where rank * ${most}::integer / total > (rank - 1) * ${most}::integer / total or rank = 0
    order by rank limit ${most}`.execute(db);
  const known = await authoritiesByIds(
    db,
    rows.map(({ id }) => id),
  );
  return rows.flatMap(({ id }) => known.get(id) ?? []);
}

/** For each rule, how many authorities it is for: one reading of them all. */
export async function countForEach(db: Db, rules: readonly Rule[]): Promise<Share[]> {
  if (rules.length === 0) return [];
  const columns = rules.flatMap((rule) => {
    const verdict = toSql(rule);
    return [sql`count(*) filter (where ${verdict})`, sql`count(*) filter (where (${verdict}) is null)`];
  });
  const { rows } = await sql<{ counts: number[]; total: number }>`
    select array[${sql.join(columns)}]::integer[] as counts, count(*)::integer as total
    from ${authoritiesWithEpci} where authorities.ended_at is null`.execute(db);
  const [{ counts, total } = { counts: [], total: 0 }] = rows;
  return rules.map((_, index) => ({
    yes: counts[2 * index] ?? 0,
    unknown: counts[2 * index + 1] ?? 0,
    total,
  }));
}

/**
 * A query, to be read `from`: for each authority of today, its place and `verdicts`, one for each rule in their order: true,
 * false, or null for unknown. Columns: id, kind, zone, population, department_id, region_id, verdicts.
 */
export function verdictsOf(rules: readonly Rule[]): RawBuilder<unknown> {
  return sql`
    select authorities.id, authorities.kind, authorities.zone, authorities.population, authorities.department_id,
      authorities.region_id, array[${sql.join(rules.map(toSql))}]::boolean[] as verdicts
    from ${authoritiesWithEpci} where authorities.ended_at is null`;
}

/** The territories that rules name and that do not exist, or no longer do. */
export async function unknownTerritories(db: Db, rules: readonly Rule[]): Promise<Set<string>> {
  const named = rules.flatMap(territoriesOf);
  const known = await authoritiesByIds(db, named);
  return new Set(named.filter((id) => known.get(id)?.ended_at !== null));
}
