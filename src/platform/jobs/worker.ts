import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { parseCronItems, type Runner, run, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import { type Listener, listen } from '../database/index.ts';
import { AbandonedJobs, presenceOf, unlock } from './abandoned.ts';
import { jobLogger } from './log.ts';
import { type Task, taskList } from './task.ts';

export interface Worker {
  /** Takes no more jobs, and waits for those that run. */
  stop(): Promise<void>;
}

interface WorkerOptions {
  pool: pg.Pool;
  /** The database of `pool`, for a connection that tells the other processes that this one lives. */
  connection: pg.ClientConfig;
  tasks: readonly Task[];
  log: FastifyBaseLogger;
  /** True when no other process can be using this database: whoever holds a job was killed. */
  exclusive?: boolean;
  /** How often to look for jobs that a killed process holds, in milliseconds. */
  sweepEvery?: number;
}

/**
 * Starts running tasks in this process; several processes share the queue. A job held by a process that was killed
 * is taken back after two sweeps, and the queue itself starts again when the database comes back.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { pool, log, exclusive = false, sweepEvery = 10_000 } = options;
  const stopping = new AbortController();
  const abandoned = new AbandonedJobs(pool);
  if (exclusive) await abandoned.releaseAll();
  let current = await startRunner(options);
  const ended = (async () => {
    for (;;) {
      await current.runner.promise.catch((error) => log.error({ err: error }, 'the job worker failed'));
      await current.presence.stop().catch(() => {});
      await unlock(pool, [current.id]).catch(() => {});
      if (stopping.signal.aborted) return;
      log.warn('the job worker stopped by itself; it is started again');
      const next = await startAgain(options, stopping.signal);
      if (!next) return;
      current = next;
    }
  })();

  const sweep = () =>
    abandoned.release().then(
      (workers) => {
        if (workers.length > 0) log.warn({ workers }, 'jobs held by a process that is gone were taken back');
      },
      (error) => log.warn({ err: error }, 'could not look for jobs held by a process that is gone'),
    );
  void sweep();
  const sweeping = setInterval(sweep, sweepEvery).unref();

  return {
    async stop() {
      clearInterval(sweeping);
      stopping.abort();
      // Refused when it is already stopping by itself.
      await current.runner.stop().catch(() => {});
      await ended;
    },
  };
}

interface Running {
  id: string;
  runner: Runner;
  presence: Listener;
}

async function startRunner({ pool, connection, tasks, log }: WorkerOptions): Promise<Running> {
  const events: WorkerEvents = new EventEmitter();
  let id = '';
  events.on('pool:create', ({ workerPool }) => {
    id = workerPool.id;
  });
  const runner = await run({
    pgPool: pool,
    events,
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: jobLogger(log),
    taskList: taskList(tasks),
    // Not as a crontab text, whose task names allow no dot.
    parsedCronItems: parseCronItems(
      tasks.flatMap(({ name, cron }) =>
        cron
          ? [{ task: name, match: cron, options: { backfillPeriod: 3_600_000, jobKey: `cron:${name}` } }]
          : [],
      ),
    ),
  });
  const nothing = () => {};
  const presence = listen({ ...connection, application_name: presenceOf(id) }, 'presence', {
    message: nothing,
    ready: nothing,
    lost: nothing,
  });
  return { id, runner, presence };
}

/** Tries until the database lets it; undefined when the process stops first. */
async function startAgain(options: WorkerOptions, stopping: AbortSignal): Promise<Running | undefined> {
  while (!stopping.aborted) {
    await delay(1_000, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return undefined;
    try {
      return await startRunner(options);
    } catch (error) {
      options.log.warn({ err: error }, 'the job worker cannot start again yet');
    }
  }
  return undefined;
}
