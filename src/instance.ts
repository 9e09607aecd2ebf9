import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import type { Config } from './config.ts';
import { modules } from './modules.ts';
import {
  checkDatabase,
  connectionTo,
  lockedMigrations,
  MigrationError,
  migrate,
  openDatabase,
  UnusableDatabase,
} from './platform/database/index.ts';
import { type FileStore, openFileStore, StoreFailure } from './platform/files/index.ts';
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

/**
 * The PostgreSQL server of this instance: the operator's, or the one that npm brought. Throws StartError.
 * With `beside`, for a command, the embedded one may already be run by the product.
 */
export async function openDatabaseServer(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  say: (line: string) => void,
  options: { beside?: boolean } = {},
): Promise<DatabaseServer> {
  if (config.databaseUrl) {
    const connection = connectionTo(config.databaseUrl);
    try {
      await checkDatabase(connection);
    } catch (error) {
      if (error instanceof UnusableDatabase) throw new StartError(error.message);
      throw error;
    }
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

/** Where this instance keeps its files. Throws StartError when its bucket does not let us do what we come for. */
export async function openFiles(
  config: Pick<Config, 'bucket' | 'dataFolder'>,
  use: 'read' | 'write',
): Promise<FileStore> {
  const files = openFileStore({ folder: config.dataFolder, bucket: config.bucket });
  try {
    await files.check(use);
  } catch (error) {
    if (error instanceof StoreFailure) throw new StartError(error.message);
    throw error;
  }
  return files;
}

/**
 * Brings the database to this version and fills it with what it lacks. Processes started together do it one
 * after the other. Throws StartError when the database is of a later version, or lacks rights.
 */
export async function prepareDatabase(
  server: DatabaseServer,
  files: FileStore,
  config: Pick<Config, 'demo'>,
  log: FastifyBaseLogger,
  say: (line: string) => void,
): Promise<void> {
  const prepare = async (client: pg.Client) => {
    const applied = await migrate(client);
    if (applied.length > 0) say(`Base de données préparée (${applied.length} migrations).`);
    const database = openDatabase(server.connection, { max: 4 });
    try {
      await prepareJobs(database.pool, log);
      for (const { load } of modules)
        await load?.({ db: database.db, files, demo: config.demo, now: new Date(), say });
    } finally {
      await database.close();
    }
  };
  try {
    await lockedMigrations(server.connection, prepare, () =>
      say('Un autre processus prépare la base de données : il passe d’abord.'),
    );
  } catch (error) {
    if (error instanceof MigrationError) throw new StartError(error.message);
    throw error;
  }
}
