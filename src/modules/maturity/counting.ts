import { sql } from 'kysely';
import type { AuthorityKind, Db } from '../../platform/database/index.ts';
import { bandStarts } from './similar.ts';

/**
 * Figures are told of six authorities at least, « plus de cinq », and change by six at least: whoever knows one of them, or
 * looks before and after, still faces five.
 */
export const fewest = 6;

interface Change {
  authorityId: string;
  /** What is counted from now on; null for what is not counted any more. */
  assessmentId: string | null;
  kind: AuthorityKind;
  band: number;
}

/**
 * Makes figures follow what authorities sent, group after group, where at least `fewest` of them changed. An authority that
 * grew into another group leaves the first before the other counts it. Returns how many authorities changed.
 */
export const releaseCounts = (db: Db): Promise<number> => db.transaction().execute(releaseIn);

/** The same, within a transaction. */
export async function releaseIn(tx: Db): Promise<number> {
  await sql`lock table maturity_counts in share row exclusive mode`.execute(tx);
  const groups = Map.groupBy(await readChanges(tx), ({ kind, band }) => `${kind}:${band}`);
  const due = [...groups.values()].filter((changes) => changes.length >= fewest).flat();
  const gone = due.filter(({ assessmentId }) => assessmentId === null);
  if (gone.length > 0)
    await tx
      .deleteFrom('maturity_counts')
      .where('authority_id', '=', sql<string>`any(${gone.map((one) => one.authorityId)}::text[])`)
      .execute();
  const counted = due.filter(({ assessmentId }) => assessmentId !== null);
  if (counted.length > 0)
    await sql`
        insert into maturity_counts (authority_id, assessment_id, kind, band)
        select * from unnest(
          ${counted.map((one) => one.authorityId)}::text[], ${counted.map((one) => one.assessmentId)}::uuid[],
          ${counted.map((one) => one.kind)}::text[]::authority_kind[], ${counted.map((one) => one.band)}::smallint[]
        )
        on conflict (authority_id) do update set assessment_id = excluded.assessment_id`.execute(tx);
  return due.length;
}

async function readChanges(tx: Db): Promise<Change[]> {
  const { rows } = await sql<Change>`
    with latest as (
      select distinct on (maturity_assessments.authority_id) maturity_assessments.*
      from maturity_assessments where authority_id is not null order by authority_id, done_at desc, id
    ),
    wanted as (
      select latest.authority_id, latest.id, authorities.kind,
        width_bucket(authorities.population, ${bandStarts}::integer[]) as band
      from latest join authorities on authorities.id = latest.authority_id
      where latest.comparable and authorities.ended_at is null and authorities.population is not null
    )
    select wanted.authority_id as "authorityId", wanted.id as "assessmentId", wanted.kind, wanted.band
    from wanted left join maturity_counts as counted using (authority_id)
    where counted.authority_id is null
      or (counted.kind = wanted.kind and counted.band = wanted.band and counted.assessment_id <> wanted.id)
    union all
    select counted.authority_id, null, counted.kind, counted.band
    from maturity_counts as counted left join wanted using (authority_id)
    where wanted.authority_id is null or wanted.kind <> counted.kind or wanted.band <> counted.band`.execute(
    tx,
  );
  return rows;
}
