import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import type { Config } from './config.ts';
import { modules } from './modules.ts';
import { lockedMigrations, migrate, openDatabase } from './platform/database/index.ts';
import { prepareJobs } from './platform/jobs/index.ts';
import {
  DataHeldError,
  EmbeddedPostgresError,
  runningConnection,
  startEmbeddedPostgres,
} from './platform/postgres/index.ts';

/** What the operator can mend, in one French line; shown without a stack. */
export class StartError extends Error {}

export interface DatabaseServer {
  connection: pg.ClientConfig;
  stop(): Promise<void>;
}

const oldestServer = 150_000;

/** The PostgreSQL server of this instance: the operator's, or the one that npm brought. Throws StartError. */
export async function openDatabaseServer(
  config: Config,
  say: (line: string) => void,
): Promise<DatabaseServer> {
  if (config.databaseUrl) {
    const connection = { connectionString: config.databaseUrl, connectionTimeoutMillis: 5_000 };
    await checkServer(connection);
    return { connection, stop: async () => {} };
  }
  const folder = join(config.dataFolder, 'postgres');
  try {
    const server = await startEmbeddedPostgres({ folder, log: say });
    return { connection: server.connection, stop: () => server.stop() };
  } catch (error) {
    if (error instanceof DataHeldError && options.beside) {
      return { connection: await runningConnection(folder), stop: async () => {} };
    }
    if (error instanceof EmbeddedPostgresError) throw new StartError(error.message);
    throw error;
  }
}

async function checkServer(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection);
  try {
    await client.connect();
    const version = await client.query<{ server_version_num: string }>('show server_version_num');
    if (Number(version.rows[0]?.server_version_num) < oldestServer) {
      throw new StartError(
        'Cordée demande PostgreSQL 15 ou plus récent ; le serveur de DATABASE_URL est plus ancien.',
      );
    }
  } catch (error) {
    if (error instanceof StartError) throw error;
    // The address may hold a password: only the reason is told.
    const reason = error instanceof AggregateError ? error.errors[0] : error;
    throw new StartError(
      `La base de données de DATABASE_URL ne répond pas : ${reason instanceof Error ? reason.message : reason}.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Brings the database to this version and fills it with what it lacks. Processes started together do it one
 * after the other. Throws StartError when the database is of a later version, or lacks rights.
 */
export async function prepareDatabase(
  server: DatabaseServer,
  config: Pick<Config, 'demo'>,
  log: FastifyBaseLogger,
  say: (line: string) => void,
): Promise<void> {
  await lockedMigrations(server.connection, async (client) => {
    const applied = await migrate(client).catch((error: unknown) => {
      const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
      throw new StartError(`${error instanceof Error ? error.message : error}${cause}`);
    });
    if (applied.length > 0) say(`Base de données préparée (${applied.length} migrations).`);
    const database = openDatabase(server.connection, { max: 4 });
    try {
      await prepareJobs(database.pool, log);
      for (const { load } of modules)
        await load?.({ db: database.db, demo: config.demo, now: new Date(), say });
    } finally {
      await database.close();
    }
  });
}
