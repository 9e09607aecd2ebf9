import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The built product, running as a process of its own. */
export interface Product {
  child: ChildProcess;
  pid: number;
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** What it said to the person who started it, so far. */
  said(): string;
  /** Its logs, so far: one JSON object per line. */
  logs(): string;
  /** Resolves when what it says to the person, or its logs, hold this. */
  waitFor(pattern: RegExp): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Resolves once it ended, with its exit code (null when killed by a signal). */
  ended: Promise<number | null>;
  stop(): Promise<number | null>;
}

type Environment = Record<string, string | undefined>;

const running = new Set<Product>();

/** Starts the built product; resolves at once, before it is ready. */
export function launch(environment: Environment, command = [process.execPath, 'dist/main.js']): Product {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as under a shell: a Ctrl-C goes to all of it.
    detached: true,
  });
  let said = '';
  let logs = '';
  const listeners = new Set<() => void>();
  const grow = () => {
    for (const listener of listeners) listener();
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    grow();
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    logs += text;
    grow();
  });
  const ended = once(child, 'close').then(([code]): number | null => {
    running.delete(product);
    grow();
    return code;
  });
  const product: Product = {
    child,
    pid: child.pid ?? 0,
    get url() {
      return /est prête : (\S+)/.exec(said)?.[1] ?? '';
    },
    said: () => said,
    logs: () => logs,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.test(said) || pattern.test(logs);
          if (!found && running.has(product)) return;
          listeners.delete(look);
          if (found) resolve();
          else reject(new Error(`ended without ${pattern}; it said:\n${said}\n${logs.slice(-2000)}`));
        };
        listeners.add(look);
        look();
      }),
    signal: (name) => void child.kill(name),
    ended,
    async stop() {
      if (running.has(product)) child.kill('SIGTERM');
      return ended;
    },
  };
  running.add(product);
  return product;
}

/** Starts the built product and waits until it serves. */
export async function startProduct(environment: Environment): Promise<Product> {
  const product = launch(environment);
  await product.waitFor(/est prête : \S+/);
  return product;
}

/** Stops what a test left running. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((product) => product.stop()));
}

/** Tries again until it no longer throws, or the time is over. */
export async function eventually<T>(attempt: () => Promise<T>, within = 15_000): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
