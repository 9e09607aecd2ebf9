import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';

/** How many responses hold a code, or both of two. */
export type Counts = ReadonlyMap<number, number>;
export type PairCounts = (a: number, b: number) => number;

/** Of all the responses, by code. */
export async function countsOf(db: Db, surveyId: string): Promise<Counts> {
  const rows = await db
    .selectFrom('survey_tallies')
    .select(['a', 'n'])
    .where('survey_id', '=', surveyId)
    .whereRef('a', '=', 'b')
    .execute();
  return new Map(rows.map(({ a, n }) => [a, n]));
}

/** The same, with how many hold one of `among` as well. */
export async function pairsOf(db: Db, surveyId: string, among: readonly number[]): Promise<PairCounts> {
  if (among.length === 0) return () => 0;
  const rows = await db
    .selectFrom('survey_tallies')
    .select(['a', 'b', 'n'])
    .where('survey_id', '=', surveyId)
    .where((eb) => eb.or([eb('a', 'in', among), eb('b', 'in', among)]))
    .execute();
  const counts = new Map(rows.map(({ a, b, n }) => [keyOf(a, b), n]));
  return (a, b) => counts.get(keyOf(a, b)) ?? 0;
}

const keyOf = (a: number, b: number): number => Math.min(a, b) * 65_536 + Math.max(a, b);

/** What adds `times` the pairs of these responses to the counts; `from` is a table or a part of the same statement. */
export const addingPairs = (surveyId: string, from: RawBuilder<unknown>, times: 1 | -1 = 1) => sql`
  insert into survey_tallies (survey_id, a, b, n)
  select ${surveyId}::uuid, one.a, other.b, ${times}::integer * count(*)::integer
  from ${from} as counted, unnest(counted.codes) as one (a), unnest(counted.codes) as other (b)
  where one.a <= other.b
  group by one.a, other.b
  on conflict on constraint survey_tallies_once do update set n = survey_tallies.n + excluded.n`;
