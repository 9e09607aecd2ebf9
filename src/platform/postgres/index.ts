import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { serverAccount } from './account.ts';
import { prepareBinaries } from './binaries.ts';
import { createCluster, database, user, writeSettings } from './cluster.ts';
import { explain } from './errors.ts';
import { clusterName, openFolder } from './folder.ts';
import { takeLock } from './lock.ts';
import { clearProcesses } from './processes.ts';
import { Server, type UnexpectedExit } from './server.ts';
import { closeSocketFolder, openSocketFolder } from './sockets.ts';

export { DataHeldError, EmbeddedPostgresError } from './errors.ts';
export type { UnexpectedExit } from './server.ts';

export type Connection = { host: string; port: number; user: string; database: string };

export type EmbeddedPostgres = {
  /** For `new pg.Pool(connection)`: a Unix socket in a private folder. It stays the same across restarts. */
  connection: Connection;
  /** Where the database really is: not in the folder asked for when that one lies in root's private space. */
  folder: string;
  /** Tells when PostgreSQL ends although nobody asked; it is already being started again. */
  onExit(listener: (exit: UnexpectedExit) => void): void;
  /** Stops PostgreSQL, waits for its end, frees the folder. May be called twice. */
  stop(): Promise<void>;
};

/**
 * Starts the PostgreSQL shipped by npm on `folder`, which it creates and keeps for itself alone (let it be a folder
 * below CORDEE_DATA, not CORDEE_DATA itself). Deals with what a killed process left: a half-made database, a living
 * postmaster, orphans. PostgreSQL is watched and started again until `stop()`.
 *
 * Throws `DataHeldError` when a living process holds the folder, and `EmbeddedPostgresError` for anything else that
 * the operator can mend: both messages are in French, complete, without secret, to be shown without a stack.
 *
 * `disposable` is for tests: it trades durability for speed.
 */
export async function startEmbeddedPostgres(options: {
  folder: string;
  log?: (line: string) => void;
  disposable?: boolean;
}): Promise<EmbeddedPostgres> {
  try {
    return await start(options);
  } catch (error) {
    throw explain(error, options.folder);
  }
}

/**
 * How to reach the database of `folder` while another process holds it, for a command beside a running Cordée.
 * The account that started Cordée, and root, may connect.
 */
export async function runningConnection(folder: string): Promise<Connection> {
  const base = await openFolder(folder, serverAccount(), () => {});
  return connectionSchema.parse(JSON.parse(await readFile(join(base, connectionFile), 'utf8')));
}

const connectionFile = 'connection.json';
const connectionSchema = z.object({
  host: z.string(),
  port: z.int(),
  user: z.string(),
  database: z.string(),
});

async function start(options: Parameters<typeof startEmbeddedPostgres>[0]): Promise<EmbeddedPostgres> {
  const { log = () => {}, disposable = false } = options;
  const account = serverAccount();
  const base = await openFolder(options.folder, account, log);
  const lock = await takeLock(base);
  const name = clusterName(base);
  let sockets: string | undefined;
  let server: Server | undefined;
  const stop = async () => {
    await server?.stop();
    if (sockets !== undefined) await closeSocketFolder(sockets);
    lock.release();
  };
  try {
    const binaries = await prepareBinaries(account, base, log);
    await createCluster({ base, account, binaries, disposable, log });
    const left = await clearProcesses(account, name);
    if (left > 0) log('PostgreSQL était resté après un arrêt brutal : il est arrêté, puis relancé.');
    sockets = await openSocketFolder(base, name, account);
    await writeSettings({ base, sockets, disposable });
    server = new Server({ base, name, account, binaries, log });
    await server.start();
    await writeFile(
      join(base, connectionFile),
      JSON.stringify({ host: sockets, port: 5432, user, database }),
      {
        mode: 0o600,
      },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  const running = server;
  let stopped: Promise<void> | undefined;
  return {
    connection: { host: sockets, port: 5432, user, database },
    folder: base,
    onExit: (listener) => running.onExit(listener),
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
