import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { loadTerritories } from '../src/modules/territories/index.ts';
import { migrate, openDatabase } from '../src/platform/database/index.ts';
import { prepareJobs } from '../src/platform/jobs/index.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/index.ts';
import { unpackChromium } from './chromium.ts';

export interface TestServer {
  host: string;
  port: number;
  user: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestServer;
  }
}

/** Migrated, with all the authorities and nothing else. */
export const templateName = 'template_cordee';

/** One disposable PostgreSQL for the whole run, with a filled database that each test file clones. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync('dist/assets/manifest.json'))
    throw new Error('Run `node scripts/build.mjs` first, or `npm test`.');
  // Before the workers, which would write over what another one runs.
  await unpackChromium();
  const folder = await mkdtemp(join(tmpdir(), 'cordee-test-'));
  const server = await startEmbeddedPostgres({ folder, disposable: true });
  const { host, port, user } = server.connection;
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await fillTemplate(server.connection);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('postgres', { host, port, user });
  return stop;
}

async function fillTemplate(connection: pg.ClientConfig): Promise<void> {
  const admin = new pg.Client(connection);
  await admin.connect();
  await admin.query(`create database ${templateName}`);
  await admin.end();
  const database = openDatabase({ ...connection, database: templateName });
  const client = await database.pool.connect();
  await migrate(client);
  client.release();
  await prepareJobs(database.pool, pino({ level: 'silent' }));
  await loadTerritories(database.db);
  await database.close();
}
