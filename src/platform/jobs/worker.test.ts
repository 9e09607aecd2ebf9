import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../test/harness.ts';
import { AbandonedJobs } from './abandoned.ts';
import { enqueue, startWorker, task, type Worker } from './index.ts';

const log = pino({ level: 'silent' });
let database: TestDatabase;
let workers: Worker[];
let done: string[];

beforeEach(async () => {
  database = await createTestDatabase();
  workers = [];
  done = [];
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await database.close();
});

async function work(run: (name: string) => Promise<void>): Promise<void> {
  const tasks = [
    task({
      name: 'note',
      payload: z.object({ name: z.string() }),
      run: async ({ name }) => {
        await run(name);
        done.push(name);
      },
    }),
  ];
  const { pool, connection } = database;
  const worker = await startWorker({ pool, connection, tasks, log, sweepEvery: 300 });
  workers.push(worker);
}

const isDone = (...names: string[]) =>
  vi.waitFor(() => expect(done).toEqual(names), { timeout: 10_000, interval: 20 });

/** What a process leaves when it is killed in the middle of a job. */
async function heldJob(name: string): Promise<void> {
  await enqueue(database.db, 'note', { name });
  await database.pool.query(
    "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'pool-killed'",
  );
}

test('a job held by a process that was killed is taken back', async () => {
  await heldJob('left');
  await work(async () => {});
  await isDone('left');
});

test('alone on its database, a worker takes back at once what is held', async () => {
  await heldJob('left');
  const { pool, connection } = database;
  const tasks = [
    task({
      name: 'note',
      payload: z.object({ name: z.string() }),
      run: async ({ name }) => void done.push(name),
    }),
  ];
  workers.push(await startWorker({ pool, connection, tasks, log, exclusive: true, sweepEvery: 3_600_000 }));
  await isDone('left');
});

test('a job of a living process is left to it, however long it takes', async () => {
  let finish = () => {};
  const started = new Promise<void>((resolve) => {
    void work(
      () =>
        new Promise<void>((end) => {
          finish = end;
          resolve();
        }),
    );
  });
  await enqueue(database.db, 'note', { name: 'long' });
  await started;
  await vi.waitFor(async () => {
    const present = await database.pool.query(
      "select from pg_stat_activity where datname = current_database() and application_name like 'cordee pool-%'",
    );
    expect(present.rows).toHaveLength(1);
  });
  const another = new AbandonedJobs(database.pool);
  for (let sweep = 0; sweep < 3; sweep++) expect(await another.release()).toEqual([]);
  finish();
  await vi.waitFor(() => expect(done).toContain('long'), { timeout: 10_000 });
});

test('the worker works again after the database cut every connection, even in the middle of a job', async () => {
  let cut = false;
  await work(async () => {
    if (cut) return;
    cut = true;
    await database.pool
      .query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()')
      .catch(() => {});
  });
  await enqueue(database.db, 'note', { name: 'first' });
  await vi.waitFor(() => expect(done).toContain('first'), { timeout: 10_000 });
  await vi.waitFor(() => enqueue(database.db, 'note', { name: 'second' }), { timeout: 10_000 });
  await vi.waitFor(() => expect(done).toContain('second'), { timeout: 15_000 });
  await vi.waitFor(
    async () => {
      const { rows } = await database.pool.query('select from graphile_worker._private_jobs');
      expect(rows).toEqual([]);
    },
    { timeout: 15_000 },
  );
});

test('stopping while the worker starts again waits for no end that never comes', async () => {
  const held = new pg.Client(database.connection);
  await held.connect();
  let cut = false;
  try {
    await work(async () => {
      if (cut) return;
      cut = true;
      // The worker that starts again waits for this; the one that is cut does not.
      await held.query('begin; lock table graphile_worker.migrations in access exclusive mode');
      await held.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    });
    await enqueue(database.db, 'note', { name: 'first' });
    await vi.waitFor(
      async () => {
        const { rows } = await database.pool.query(
          "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        expect(rows).not.toEqual([]);
      },
      { timeout: 15_000 },
    );
    const stopped = workers[0]?.stop();
    await held.query('rollback');
    await stopped;
  } finally {
    await held.end();
  }
});

test('stopping waits for the job that runs', async () => {
  let finish = () => {};
  const started = new Promise<void>((resolve) => {
    void work(
      () =>
        new Promise<void>((end) => {
          finish = end;
          resolve();
        }),
    );
  });
  await enqueue(database.db, 'note', { name: 'last' });
  await started;
  const stopped = workers[0]?.stop();
  finish();
  await stopped;
  workers = [];
  expect(done).toEqual(['last']);
});
