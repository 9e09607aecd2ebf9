import type pg from 'pg';

/** What the connection of a living worker is called. */
export function presenceOf(workerId: string): string {
  return `cordee ${workerId}`;
}

/** Gives back the jobs that these workers hold: they can run at once. */
export async function unlock(pool: pg.Pool, workerIds: readonly string[]): Promise<void> {
  await pool.query('select graphile_worker.force_unlock_workers($1::text[])', [workerIds]);
}

/**
 * Finds the workers that hold jobs but have no connection any more, twice in a row: a living one that lost its
 * connection has it back by the second time. Left alone, the queue would wait four hours.
 */
export class AbandonedJobs {
  readonly #pool: pg.Pool;
  #suspects = new Set<string>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Gives back every job that is held. */
  async releaseAll(): Promise<void> {
    await this.release();
    await this.release();
  }

  /** Gives back the jobs of workers that are gone; returns their names. */
  async release(): Promise<string[]> {
    const absent = await this.#pool.query<{ id: string }>(`
      select holder.id from (
        select locked_by as id from graphile_worker._private_jobs
        union
        select locked_by from graphile_worker._private_job_queues
      ) holder
      where holder.id is not null and not exists (
        select 1 from pg_stat_activity
        where datname = current_database() and application_name = '${presenceOf('')}' || holder.id
      )`);
    const ids = absent.rows.map(({ id }) => id);
    const gone = ids.filter((id) => this.#suspects.has(id));
    this.#suspects = new Set(ids);
    if (gone.length > 0) await unlock(this.#pool, gone);
    return gone;
  }
}
