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

/** For what a runner that is hurt still has in hand, in milliseconds. */
const patience = 2_000;

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
      await ending(current).catch((error) => log.error({ err: error }, 'the job worker failed'));
      await current.presence.stop().catch(() => {});
      const { id } = current;
      if (stopping.signal.aborted) return unlock(pool, [id]).catch(() => {});
      log.warn('the job worker lost the database; it is started again');
      const next = await startAgain(options, stopping.signal);
      if (!next) return;
      // What the queue gave it, or took back from it, while the answer got lost.
      await unlock(pool, [id]).catch(() => {});
      current = next;
      // Asked to stop while this one was starting.
      if (stopping.signal.aborted) void current.runner.stop().catch(() => {});
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
      void current.runner.stop().catch(() => {});
      await ended;
    },
  };
}

interface Running {
  id: string;
  runner: Runner;
  /** Resolves when a question to the queue failed. */
  hurt: Promise<void>;
  presence: Listener;
}

async function startRunner({ pool, connection, tasks, log }: WorkerOptions): Promise<Running> {
  const events: WorkerEvents = new EventEmitter();
  const { promise: hurt, resolve: hurts } = Promise.withResolvers<void>();
  for (const name of ['worker:getJob:error', 'worker:fatalError', 'pool:fatalError'] as const)
    events.on(name, () => hurts());
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
    // Only when batched are the failures of these two questions caught; otherwise they would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    // Not as a crontab text, whose task names allow no dot.
    parsedCronItems: parseCronItems(
      tasks.flatMap(({ name, cron }) =>
        cron
          ? [{ task: name, match: cron, options: { backfillPeriod: 3_600_000, jobKey: `cron:${name}` } }]
          : [],
      ),
    ),
  });
  void hurt.then(() => runner.stop()).catch(() => {});
  const nothing = () => {};
  const presence = listen({ ...connection, application_name: presenceOf(id) }, 'presence', {
    message: nothing,
    ready: nothing,
    lost: nothing,
  });
  return { id, runner, hurt, presence };
}

/**
 * Resolves when a runner is done with. Once a question to the queue failed, the library may ask no more, forget a job
 * that it was given, or never end: it is left there, and a fresh runner knows nothing of it.
 */
async function ending({ runner, hurt }: Running): Promise<void> {
  await Promise.race([runner.promise, hurt.then(() => delay(patience, undefined, { ref: false }))]);
}

/** Tries until the database lets it; undefined when the process stops first. */
async function startAgain(options: WorkerOptions, stopping: AbortSignal): Promise<Running | undefined> {
  for (let attempt = 1; !stopping.aborted; attempt++) {
    await delay(1_000, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return undefined;
    try {
      return await startRunner(options);
    } catch (error) {
      if (attempt === 1) options.log.warn({ err: error }, 'the job worker cannot start again yet');
    }
  }
  return undefined;
}
