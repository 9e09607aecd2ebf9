import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { checkDataFolder } from '../data-folder.ts';
import { type DatabaseServer, openDatabaseServer, StartError } from '../instance.ts';
import { StoreFailure } from '../platform/files/index.ts';
import { createLog } from '../platform/log.ts';

export const log = createLog('warn', 2);

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A file that an argument names: npm runs commands from the project's folder, whatever folder one was in. */
export function argumentPath(argument: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), argument);
}

interface CommandContext {
  config: Config;
  server: DatabaseServer;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/**
 * Runs a command against the instance that the environment describes, then exits. Errors that the operator
 * can mend are told in one line; `expected` lists the classes of such errors.
 */
export async function runCommand(
  work: (context: CommandContext) => Promise<number>,
  expected: readonly (new (message: string) => Error)[] = [],
): Promise<never> {
  const abort = new AbortController();
  const { signal } = abort;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => abort.abort());
  try {
    const config = readConfig(process.env);
    await checkDataFolder(config.dataFolder);
    const server = await openDatabaseServer(config, say, { beside: true });
    try {
      signal.throwIfAborted();
      process.exitCode = await Promise.race([work({ config, server, signal }), givenUp(signal)]);
    } finally {
      await server.stop();
    }
  } catch (error) {
    process.exitCode = 1;
    const mendable = [ConfigError, StartError, StoreFailure, ...expected].some(
      (type) => error instanceof type,
    );
    if (signal.aborted) say('Interrompu.');
    else if (error instanceof Error) say(mendable ? error.message : (error.stack ?? error.message));
    else say(String(error));
  }
  process.exit();
}

/** Rejects a moment after the signal: a command has the time to tidy up, and no more. */
async function givenUp(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  await delay(3_000);
  throw signal.reason;
}
