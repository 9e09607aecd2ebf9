import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type pg from 'pg';
import { runningConnection } from '../src/platform/postgres/index.ts';

/** The built product in a process of its own, on data of its own, with the durability that it has in production. */
export class Product {
  readonly #folder: string;
  /** Of another process, whose database this one shares. */
  readonly #shared: pg.ClientConfig | undefined;
  #child: ChildProcess | undefined;
  url = '';

  constructor(folder: string, shared?: pg.ClientConfig) {
    this.#folder = folder;
    this.#shared = shared;
  }

  /** Resolves, once it serves, with the milliseconds that took. */
  async start(): Promise<number> {
    const began = performance.now();
    const child = spawn(process.execPath, ['dist/main.js'], {
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        CORDEE_DATA: this.#folder,
        ...(this.#shared ? { DATABASE_URL: addressOf(this.#shared) } : {}),
        CORDEE_DEMO: 'off',
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    this.#child = child;
    let told = '';
    for await (const chunk of child.stderr) {
      told += String(chunk);
      const address = /Cordée est prête : (\S+)/.exec(told)?.[1];
      if (address) {
        this.url = address;
        child.stderr.resume();
        return performance.now() - began;
      }
    }
    throw new Error(`the product did not start:\n${told}`);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  /** Another process on the same database and files. */
  async beside(): Promise<Product> {
    return new Product(this.#folder, await this.database());
  }

  async database(): Promise<pg.ClientConfig> {
    return runningConnection(join(this.#folder, 'postgres'));
  }
}

function addressOf({ host = '', port, user = '', password, database = '' }: pg.ClientConfig): string {
  const query = new URLSearchParams({ host, port: String(port ?? 5432), user });
  if (typeof password === 'string') query.set('password', password);
  return `postgresql://localhost/${database}?${query}`;
}
