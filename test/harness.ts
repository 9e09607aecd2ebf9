import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { pino } from 'pino';
import { expect, inject, vi } from 'vitest';
import { buildApp } from '../src/app.ts';
import { readAssets } from '../src/assets.ts';
import { openSession } from '../src/modules/identity/index.ts';
import { modules } from '../src/modules.ts';
import { type Database, type Db, openDatabase } from '../src/platform/database/index.ts';
import type { Deps, Settings } from '../src/platform/deps.ts';
import { openFileStore } from '../src/platform/files/index.ts';
import { type App, LivePages, PageCache } from '../src/platform/http/index.ts';
import { runDueTasks } from '../src/platform/jobs/index.ts';
import { templateName } from './global-setup.ts';

export const publicUrl = 'http://cordee.test';

/** A clock that only moves when told to. */
export class TestClock {
  #now = new Date('2026-11-23T10:00:00+01:00');
  now(): Date {
    return new Date(this.#now);
  }
  advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }): void {
    this.#now = new Date(this.#now.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
  }
}

export interface TestDatabase extends Database {
  connection: pg.PoolConfig;
}

/** Makes every job due at once. Waits first for what the queue still writes about the last ones. */
export async function dueNow({ pool }: TestDatabase): Promise<void> {
  await vi.waitFor(async () => {
    const held = await pool.query('select from graphile_worker.jobs where locked_at is not null');
    expect(held.rowCount).toBe(0);
  });
  await pool.query('update graphile_worker._private_jobs set run_at = now()');
}

/** A database of one's own, migrated and holding all the authorities; dropped by `close`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ ...server, database: 'postgres' });
  await admin.connect();
  await admin.query(`create database ${name} template ${templateName} strategy file_copy`);
  const connection = { ...server, database: name };
  const database = openDatabase(connection);
  return {
    ...database,
    connection,
    close: async () => {
      await database.close();
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}

export interface TestApp {
  app: App;
  db: Db;
  pool: pg.Pool;
  connection: pg.PoolConfig;
  deps: Deps;
  clock: TestClock;
  /** Cookie header of a new session of this account. */
  signIn(accountId: string): Promise<string>;
  /** GETs an address, as a visitor or with a cookie. */
  get(url: string, cookie?: string): Promise<LightMyRequestResponse>;
  /** POSTs a form as a browser on our own pages would. */
  post(
    url: string,
    fields: Record<string, string | string[]>,
    cookie?: string,
  ): Promise<LightMyRequestResponse>;
  /** Runs the jobs that are due, and those that they ask for. */
  runJobs(): Promise<void>;
  /** Mails written to the outbox so far, oldest first. */
  mails(): Promise<{ to: string; subject: string; text: string }[]>;
  close(): Promise<void>;
}

/** The whole product on a database of its own, answering injected requests. */
export async function startTestApp(settings: Partial<Settings> = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'cordee-files-'));
  const clock = new TestClock();
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const deps: Deps = {
    db: database.db,
    clock,
    log,
    settings: {
      publicUrl,
      demo: false,
      mailbox: false,
      checksLinks: false,
      brand: 'neutral',
      mailFrom: null,
      replies: null,
      ...settings,
    },
    files: openFileStore({ folder, bucket: null }),
    pageCache: new PageCache(),
    livePages: new LivePages(),
  };
  const app = await buildApp({ deps, assets: readAssets('neutral'), trustProxy: false });
  const send = (options: InjectOptions, cookie?: string) =>
    app.inject({ ...options, headers: { ...options.headers, ...(cookie ? { cookie } : {}) } });
  return {
    app,
    db: database.db,
    pool: database.pool,
    connection: database.connection,
    deps,
    clock,
    async signIn(accountId) {
      const { token } = await openSession(database.db, { accountId, userAgent: 'test', now: clock.now() });
      return `${deps.settings.publicUrl.startsWith('https:') ? '__Host-session' : 'session'}=${token}`;
    },
    get: (url, cookie) => send({ method: 'GET', url }, cookie),
    post: (url, fields, cookie) => {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields))
        for (const one of [value].flat()) body.append(name, one);
      return send(
        {
          method: 'POST',
          url,
          payload: body.toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        },
        cookie,
      );
    },
    runJobs: () =>
      runDueTasks(
        database.pool,
        modules.flatMap((module) => module.tasks?.(deps) ?? []),
        log,
      ),
    async mails() {
      return database.db
        .selectFrom('outbox')
        .select(['recipient as to', 'subject', 'body_text as text'])
        .orderBy('created_at')
        .orderBy('id')
        .execute();
    },
    async close() {
      await app.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
