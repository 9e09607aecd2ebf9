import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, copyFileSync, openSync, readSync, rmSync, statSync, truncateSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { lastLines } from './cluster.ts';
import { codeOf, EmbeddedPostgresError } from './errors.ts';
import { childOptions, clearProcesses, findProcesses, signal } from './processes.ts';

/** PostgreSQL ended although nobody asked it to; it is started again after `restartIn` milliseconds. */
export type UnexpectedExit = { code: number | null; signal: NodeJS.Signals | null; restartIn: number };

type Options = {
  base: string;
  name: string;
  account: Account;
  binaries: Binaries;
  log: (line: string) => void;
};

const logLimit = 10 * 1024 * 1024;
const longestPause = 10_000;
const stopPatience = 10_000;

/** PostgreSQL as our child: started, watched, started again when it dies, stopped. */
export class Server {
  readonly #options: Options;
  readonly #logFile: string;
  readonly #stopping = new AbortController();
  readonly #listeners: ((exit: UnexpectedExit) => void)[] = [];
  readonly #logTimer: NodeJS.Timeout;
  #child: ChildProcess | undefined;
  #restarting: Promise<void> = Promise.resolve();
  #stopped: Promise<void> | undefined;
  #pause = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#logFile = join(options.base, 'server.log');
    this.#logTimer = setInterval(() => this.#boundLog(), 60_000).unref();
    // When the application leaves without having stopped us, PostgreSQL should not stay.
    process.on('exit', this.#leave);
  }

  onExit(listener: (exit: UnexpectedExit) => void): void {
    this.#listeners.push(listener);
  }

  /** Starts PostgreSQL and waits until it answers; explains itself when it does not. */
  async start(): Promise<void> {
    const { base, name, account, binaries, log } = this.#options;
    await this.#clearGround();
    this.#boundLog();
    const pidFile = join(base, 'data', 'postmaster.pid');
    // In a container the new process may well have the number of the one that was killed.
    const stale = await readOptional(pidFile);
    const logged = size(this.#logFile);
    const output = openSync(this.#logFile, 'a', 0o600);
    const args = ['-c', `config_file=${join(base, 'postgresql.conf')}`, '-c', `cluster_name=${name}`];
    const child = spawn(binaries.postgres, args, {
      ...childOptions(account),
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.#child = child;

    const isReady = async () => {
      const text = await readOptional(pidFile);
      return text !== stale && parts(text).pid === child.pid && parts(text).ready;
    };
    let failure: string | undefined;
    child.once('error', (error) => {
      failure = error.message;
    });
    let told = Date.now();
    while (!(await isReady())) {
      if (failure !== undefined || child.exitCode !== null || child.signalCode !== null) {
        this.#child = undefined;
        const reason = failure ?? tail(this.#logFile, logged);
        throw new EmbeddedPostgresError(`PostgreSQL n'a pas pu démarrer : ${lastLines(reason)}`);
      }
      if (Date.now() - told > 5000) {
        told = Date.now();
        log('PostgreSQL démarre encore : il rejoue son journal après un arrêt brutal.');
      }
      await delay(10);
    }
    const readyAt = Date.now();
    const ended = () => this.#ended(child, Date.now() - readyAt);
    // It may have died between our last look and here: its `exit` event would then be past.
    if (child.exitCode !== null || child.signalCode !== null) ended();
    else child.once('exit', ended);
  }

  /** Stops PostgreSQL and waits for its end; a transaction that is still open after ten seconds is cut. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#logTimer);
    this.#child?.kill('SIGINT');
    const late = setTimeout(() => this.#child?.kill('SIGQUIT'), stopPatience);
    const tooLate = setTimeout(() => this.#child?.kill('SIGKILL'), stopPatience + 5000);
    await this.#restarting;
    const child = this.#child;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGINT');
      await new Promise((resolve) => child.once('exit', resolve));
    }
    clearTimeout(late);
    clearTimeout(tooLate);
    await clearProcesses(this.#options.account, this.#options.name);
    process.off('exit', this.#leave);
  }

  readonly #leave = () => {
    this.#child?.kill('SIGINT');
  };

  #ended(child: ChildProcess, lived: number): void {
    if (this.#stopping.signal.aborted) return;
    if (lived > 60_000) this.#pause = 0;
    const exit = { code: child.exitCode, signal: child.signalCode, restartIn: this.#pause };
    this.#options.log(`PostgreSQL s'est arrêté (${exit.signal ?? `code ${exit.code}`}) : il est relancé.`);
    for (const listener of this.#listeners) listener(exit);
    this.#restarting = this.#restart();
  }

  async #restart(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        await delay(this.#pause, undefined, { signal: this.#stopping.signal });
        this.#pause = Math.min(Math.max(this.#pause * 2, 250), longestPause);
        await this.start();
        return;
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        this.#options.log(error instanceof Error ? error.message : String(error));
      }
    }
  }

  /** Nothing of this cluster may live when it starts: neither a postmaster left behind, nor orphan children. */
  async #clearGround(): Promise<void> {
    const { base, name, account } = this.#options;
    await clearProcesses(account, name);
    // PostgreSQL overlooks the file of a dead process, but not one whose number now belongs to another program.
    const pidFile = join(base, 'data', 'postmaster.pid');
    const { pid } = parts(await readOptional(pidFile));
    if (pid > 0 && signal(pid, 0) && (await findProcesses(account, name)).length === 0)
      await rm(pidFile, { force: true });
  }

  /** Keeps at most two log files of ten megabytes. PostgreSQL holds the file open, in append mode: it is emptied in place. */
  #boundLog(): void {
    if (size(this.#logFile) <= logLimit) return;
    try {
      rmSync(`${this.#logFile}.1`, { force: true });
      copyFileSync(this.#logFile, `${this.#logFile}.1`);
    } finally {
      truncateSync(this.#logFile);
    }
  }
}

/** As `pg_ctl` does: the first line of PostgreSQL's file is its number, the eighth tells when it takes connections. */
function parts(pidFile: string): { pid: number; ready: boolean } {
  const lines = pidFile.split('\n');
  return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' };
}

async function readOptional(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

function size(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function tail(file: string, from: number): string {
  const bytes = Buffer.alloc(Math.min(Math.max(size(file) - from, 0), 20_000));
  const input = openSync(file, 'r');
  try {
    readSync(input, bytes, 0, bytes.length, size(file) - bytes.length);
  } finally {
    closeSync(input);
  }
  return bytes.toString('utf8');
}
