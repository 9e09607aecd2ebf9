import { type Config, ConfigError, readConfig } from '../config.ts';
import { type DatabaseServer, openDatabaseServer, StartError } from '../instance.ts';
import { createLog } from '../platform/log.ts';

export const log = createLog('warn', 2);

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a command against the instance that the environment describes, then exits. Errors that the operator
 * can mend are told in one line; `expected` lists the classes of such errors.
 */
export async function runCommand(
  work: (context: { config: Config; server: DatabaseServer }) => Promise<number>,
  expected: readonly (new (message: string) => Error)[] = [],
): Promise<never> {
  try {
    const config = readConfig(process.env);
    const server = await openDatabaseServer(config, say, { beside: true });
    try {
      process.exitCode = await work({ config, server });
    } finally {
      await server.stop();
    }
  } catch (error) {
    const mendable = [ConfigError, StartError, ...expected].some((type) => error instanceof type);
    say(error instanceof Error ? (mendable ? error.message : (error.stack ?? error.message)) : String(error));
    process.exitCode = 1;
  }
  process.exit();
}
