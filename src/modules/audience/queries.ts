import { sql } from 'kysely';
import type { AuthorityKind, Db } from '../../platform/database/index.ts';
import { type AuthoritySummary, authoritiesByIds } from '../territories/index.ts';
import type { Verdict } from './evaluate.ts';
import { type Rule, territoriesOf } from './rule.ts';
import { authoritiesWithEpci, toSql } from './sql.ts';

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
  byDepartement: readonly (Share & { id: string; name: string })[];
  /** Inhabitants of the communes that are concerned or lie in an authority that is, each counted once. */
  people: number;
}

const decided = (rule: Rule) => sql`
  select authorities.*, ${toSql(rule)} as concerned
  from ${authoritiesWithEpci}
  where authorities.ended_at is null`;

const counted = sql`
  count(*) filter (where concerned) as yes, count(*) filter (where concerned is null) as unknown, count(*) as total`;

interface Counted extends Share {
  kind: AuthorityKind | null;
  band: number | null;
  region_id: string | null;
  department_id: string | null;
  grouped: number;
}

/** Of all the authorities of today, how many a rule is for, and where. */
export async function countConcerned(db: Db, rule: Rule): Promise<Concerned> {
  const bounds = populationBands.slice(1).map(({ from }) => from);
  const { rows } = await sql<Counted>`
    with decided as (${decided(rule)}), placed as (
      select concerned, kind,
        case when kind = 'commune' and population is not null
          then width_bucket(population, ${bounds}::integer[]) end as band,
        case when kind = 'region' then id else region_id end as region_id,
        case when kind = 'departement' then id else department_id end as department_id
      from decided
    )
    select kind, band, region_id, department_id, grouping(kind, band, region_id, department_id) as grouped, ${counted}
    from placed
    group by grouping sets ((), (kind), (band), (region_id), (department_id))`.execute(db);
  const [people, names] = await Promise.all([
    peopleOf(db, rule),
    authoritiesByIds(
      db,
      rows.flatMap(({ region_id, department_id }) => region_id ?? department_id ?? []),
    ),
  ]);
  const share = ({ yes, unknown, total }: Share): Share => ({ yes, unknown, total });
  // A bit is set for each column that the row is not grouped by.
  const within = (grouped: number) => rows.filter((row) => row.grouped === grouped);
  const placed = (rowsOfPlace: readonly Counted[], key: 'region_id' | 'department_id') =>
    rowsOfPlace
      .flatMap((row) => {
        const place = names.get(row[key] ?? '');
        return place ? [{ id: place.id, name: place.name, code: place.code, ...share(row) }] : [];
      })
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map(({ code: _, ...row }) => row);
  const [whole] = within(0b1111);
  return {
    ...share(whole ?? { yes: 0, unknown: 0, total: 0 }),
    byKind: within(0b0111).flatMap((row) => (row.kind ? [{ kind: row.kind, ...share(row) }] : [])),
    byBand: populationBands.map(({ label }, band) => ({
      label,
      ...share(within(0b1011).find((row) => row.band === band) ?? { yes: 0, unknown: 0, total: 0 }),
    })),
    byRegion: placed(within(0b1101), 'region_id'),
    byDepartement: placed(within(0b1110), 'department_id'),
    people,
  };
}

async function peopleOf(db: Db, rule: Rule): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    with decided as materialized (${decided(rule)}), wider as (
      select id from decided where concerned and kind <> 'commune'
    )
    select coalesce(sum(population), 0)::float8 as people from decided
    where kind = 'commune' and (concerned
      or epci_id in (select id from wider) or ept_id in (select id from wider)
      or department_id in (select id from wider) or region_id in (select id from wider))`.execute(db);
  return rows[0]?.people ?? 0;
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
  const wanted = { yes: true, no: false, unknown: null }[verdict];
  const { rows } = await sql<{ id: string; total: number }>`
    select id, count(*) over () as total from (${decided(rule)}) as decided
    where concerned is not distinct from ${wanted}::boolean
      and (${kind ?? null}::text is null or kind::text = ${kind ?? null})
      and (${within ?? null}::text is null or id = ${within ?? null} or ancestors @> array[${within ?? null}]::text[])
    order by population desc nulls last, id
    limit ${perPage} offset ${(page - 1) * perPage}`.execute(db);
  const known = await authoritiesByIds(
    db,
    rows.map(({ id }) => id),
  );
  return { authorities: rows.flatMap(({ id }) => known.get(id) ?? []), total: rows[0]?.total ?? 0 };
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

/** The territories that a rule names and that do not exist, or no longer do. */
export async function unknownTerritories(db: Db, rule: Rule): Promise<string[]> {
  const named = territoriesOf(rule);
  const known = await authoritiesByIds(db, named);
  return named.filter((id) => !known.get(id) || known.get(id)?.ended_at);
}
