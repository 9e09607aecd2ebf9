import type { FastifyBaseLogger } from 'fastify';
import { Logger, parseCronItems, type Runner, run, runMigrations } from 'graphile-worker';
import { sql } from 'kysely';
import type pg from 'pg';
import type { z } from 'zod';
import type { Db } from '../database/index.ts';

/** A task that runs after the transaction that asked for it, and again until it succeeds: it must bear to run twice. */
export interface Task<Payload = unknown> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  run(payload: Payload): Promise<void>;
  /** When set, the task also runs by itself at these times (cron, UTC), with an empty payload. */
  readonly cron?: string;
}

/** The payload's type stays with its schema; the list of tasks need not know it. */
export function task<Payload>(definition: Task<Payload>): Task {
  return {
    ...definition,
    run: (payload) => definition.run(definition.payload.parse(payload)),
  };
}

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

/** Prepares the tables of the queue; called under the migration lock. */
export async function prepareJobs(pool: pg.Pool, log: FastifyBaseLogger): Promise<void> {
  await runMigrations({ pgPool: pool, logger: jobLogger(log) });
}

export interface Worker {
  stop(): Promise<void>;
}

/** Starts running tasks in this process; several processes share the queue. */
export async function startWorker(
  pool: pg.Pool,
  tasks: readonly Task[],
  log: FastifyBaseLogger,
): Promise<Worker> {
  const runner: Runner = await run({
    pgPool: pool,
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: jobLogger(log),
    taskList: Object.fromEntries(
      tasks.map((entry) => [entry.name, (payload: unknown) => entry.run(payload)]),
    ),
    // Not as a crontab text, whose task names allow no dot.
    parsedCronItems: parseCronItems(
      tasks.flatMap(({ name, cron }) =>
        cron
          ? [{ task: name, match: cron, options: { backfillPeriod: 3_600_000, jobKey: `cron:${name}` } }]
          : [],
      ),
    ),
  });
  runner.promise.catch((error) => log.error({ err: error }, 'the job worker stopped'));
  return { stop: () => runner.stop() };
}

/** Runs once every task that is due, and those they ask for: for tests and commands. */
export async function runDueTasks(
  pool: pg.Pool,
  tasks: readonly Task[],
  log: FastifyBaseLogger,
): Promise<void> {
  const { runOnce } = await import('graphile-worker');
  await runOnce({
    pgPool: pool,
    noHandleSignals: true,
    logger: jobLogger(log),
    taskList: Object.fromEntries(
      tasks.map((entry) => [entry.name, (payload: unknown) => entry.run(payload)]),
    ),
  });
}

function jobLogger(log: FastifyBaseLogger): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const details = {
      job: scope.jobId,
      task: scope.taskIdentifier,
      ...(meta?.error ? { err: meta.error } : {}),
    };
    if (level === 'error') log.error(details, message);
    else if (level === 'warning') log.warn(details, message);
    else log.debug(details, message);
  });
}
