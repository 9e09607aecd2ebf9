import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';

/** A facet as those who write the taxonomy see it. */
export interface FacetRow {
  code: string;
  label: string;
  definition: string;
  multiple: boolean;
  version: number;
}

export interface ValueRow {
  code: string;
  label: string;
  definition: string;
  version: number;
  retired: boolean;
  /** How many resources have it, withdrawn ones too. */
  uses: number;
}

export async function listFacets(db: Db): Promise<(FacetRow & { values: number; retired: number })[]> {
  return db
    .selectFrom('facets')
    .leftJoin('facet_values', 'facet_values.facet', 'facets.code')
    .groupBy('facets.code')
    .orderBy('facets.position')
    .select((eb) => [
      'facets.code',
      'facets.label',
      'facets.definition',
      'facets.multiple',
      'facets.version',
      eb.fn.count<number>('facet_values.code').filterWhere('retired_at', 'is', null).as('values'),
      eb.fn.count<number>('facet_values.code').filterWhere('retired_at', 'is not', null).as('retired'),
    ])
    .execute();
}

export async function findFacet(db: Db, code: string): Promise<FacetRow | undefined> {
  return db
    .selectFrom('facets')
    .select(['code', 'label', 'definition', 'multiple', 'version'])
    .where('code', '=', code)
    .executeTakeFirst();
}

export async function valuesOf(db: Db, facet: string): Promise<ValueRow[]> {
  const { rows } = await sql<ValueRow>`
    select code, label, definition, version, retired_at is not null as retired, coalesce(uses, 0)::int as uses
    from facet_values left join (
      select term, count(*) as uses from resources, unnest(terms) as term group by term
    ) as used on used.term = facet || ':' || code
    where facet = ${facet} order by position, code`.execute(db);
  return rows;
}

export async function findValue(db: Db, facet: string, code: string): Promise<ValueRow | undefined> {
  return (await valuesOf(db, facet)).find((one) => one.code === code);
}
