import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';

/**
 * Lets one writer at a time into a rollout: what authorities inherit depends on others, so that two writers who do not see each
 * other's rows would both leave a wrong projection. To be called before anything is read, and held until the transaction ends.
 */
export async function lockRollout(tx: Db, rollout: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`rollout ${rollout}`}, 0))`.execute(tx);
}

/** Brings the projection up to date for these authorities and those they cover. The rollout must be locked. */
export async function projectAgain(tx: Db, rollout: string, authorityIds: readonly string[]): Promise<void> {
  if (authorityIds.length === 0) return;
  const { rows } = await sql<{ ids: string[] }>`
    select array(
      select unnest(${authorityIds}::text[])
      union
      select authority_id from coverages where rollout = ${rollout} and provider_id = any(${authorityIds}::text[])
    ) as ids`.execute(tx);
  const among = rows[0]?.ids ?? [];
  await sql`delete from rollout_states where rollout = ${rollout} and authority_id = any(${among}::text[])`.execute(
    tx,
  );
  await withoutNestedLoops(tx, among.length, async () => {
    await insertHistory(tx, rollout, among);
    await noteStandings(tx, rollout, among);
  });
}

/** Makes the projection of a rollout from zero: it is the same as what was kept along the way. */
export async function rebuild(tx: Db, rollout: string): Promise<void> {
  await lockRollout(tx, rollout);
  await tx.deleteFrom('rollout_states').where('rollout', '=', rollout).execute();
  await withoutNestedLoops(tx, Number.POSITIVE_INFINITY, async () => {
    await insertHistory(tx, rollout, null);
    await noteStandings(tx, rollout, null);
  });
}

/** Notes where authorities stand today beside who is concerned: all of them when `among` is null. */
export async function noteStandings(tx: Db, rollout: string, among: readonly string[] | null): Promise<void> {
  await sql`
    update rollout_concerned as noted
    set basis = now.basis, position = now.position, blocked = coalesce(now.blocked, false),
      contradicted = coalesce(now.contradicted, false), since = now.from_day
    from rollout_concerned as concerned
    left join rollout_states as now
      on now.rollout = concerned.rollout and now.authority_id = concerned.authority_id and now.until_day is null
    where concerned.rollout = ${rollout} and (${among}::text[] is null or concerned.authority_id = any(${among}::text[]))
      and noted.rollout = concerned.rollout and noted.authority_id = concerned.authority_id
      and (noted.basis, noted.position, noted.blocked, noted.contradicted, noted.since)
        is distinct from (now.basis, now.position, coalesce(now.blocked, false), coalesce(now.contradicted, false), now.from_day)
    `.execute(tx);
}

/** From so many on, the rows just written are many more than the planner believes. */
const many = 500;

/**
 * Of rows of this very transaction the planner knows nothing, and would compare thousands with thousands one by one; and from its sixth use on
 * one connection, a prepared statement is planned for any list, which it then looks through for each row.
 */
export async function withoutNestedLoops<T>(
  tx: Db,
  /** How many rows the work is about. */
  rows: number,
  work: () => Promise<T>,
): Promise<T> {
  if (rows < many) return work();
  await sql`set local enable_nestloop = off`.execute(tx);
  await sql`set local plan_cache_mode = force_custom_plan`.execute(tx);
  const done = await work();
  await sql`set local plan_cache_mode to default`.execute(tx);
  await sql`set local enable_nestloop to default`.execute(tx);
  return done;
}

async function insertHistory(tx: Db, rollout: string, among: readonly string[] | null): Promise<void> {
  await sql`
    insert into rollout_states (rollout, authority_id, from_day, until_day, stage, position, blocked, basis, source,
      assertion_id, coverage_id, contradicted)
    select ${rollout}, history.* from rollout_history(${rollout}, ${among}::text[], 'infinity') as history`.execute(
    tx,
  );
}
