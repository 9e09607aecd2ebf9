import type { FastifyBaseLogger } from 'fastify';
import { runMigrations, runOnce } from 'graphile-worker';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Db } from '../database/index.ts';
import { jobLogger } from './log.ts';
import { type Task, taskList } from './task.ts';

export { type Task, task } from './task.ts';
export { startWorker, type Worker } from './worker.ts';

/**
 * Asks for a task, in the caller's transaction: it runs if, and only if, the transaction commits.
 * With `key`, a job that waits under the same key is replaced rather than doubled.
 */
export async function enqueue(
  tx: Db,
  name: string,
  payload: object,
  options: { runAt?: Date; key?: string; maxAttempts?: number } = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${name}::text, ${JSON.stringify(payload)}::json,
    run_at => ${options.runAt ?? null}::timestamptz,
    max_attempts => ${options.maxAttempts ?? 25}::integer,
    job_key => ${options.key ?? null}::text)`.execute(tx);
}

/** Asks for one task many times, in one statement; the keys differ. */
export async function enqueueAll(
  tx: Db,
  name: string,
  jobs: readonly { payload: object; key: string }[],
): Promise<void> {
  await sql`select graphile_worker.add_jobs(array(
    select row(${name}::text, job.payload, null, null, null, job.key, null, null)::graphile_worker.job_spec
    from json_to_recordset(${JSON.stringify(jobs)}::json) as job(payload json, key text)))`.execute(tx);
}

/** Has the job that waits under this key run now rather than at its turn. The attempts that it has had still count. */
export async function bringForward(tx: Db, key: string): Promise<void> {
  await sql`select graphile_worker.reschedule_jobs(
    array(select id from graphile_worker.jobs where key = ${key} and locked_at is null), run_at => now())`.execute(
    tx,
  );
}

/** Prepares the tables of the queue; called under the migration lock. */
export async function prepareJobs(pool: pg.Pool, log: FastifyBaseLogger): Promise<void> {
  await runMigrations({ pgPool: pool, logger: jobLogger(log) });
}

/** Runs once every task that is due, and those they ask for: for tests and commands. */
export async function runDueTasks(
  pool: pg.Pool,
  tasks: readonly Task[],
  log: FastifyBaseLogger,
): Promise<void> {
  await runOnce({
    pgPool: pool,
    noHandleSignals: true,
    logger: jobLogger(log),
    taskList: taskList(tasks),
  });
}
