import { execFile, spawn, spawnSync } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Account } from './account.ts';

type ServerProcess = { pid: number; command: string };

/**
 * The living processes of `account` whose command line holds `mark`: PostgreSQL repeats its cluster name in the title
 * of each of its processes. Command lines are readable everywhere; `/proc/<pid>/cwd` is not, in a plain container.
 */
export async function findProcesses(account: Account, mark: string): Promise<ServerProcess[]> {
  const all = process.platform === 'linux' ? await fromProc(account.uid) : await fromPs(account.uid);
  return all.filter(({ pid, command }) => {
    const program = command.split(/[\s\0]/, 1)[0] ?? '';
    return pid !== process.pid && /(^|\/)(postgres:?|initdb)$/.test(program) && command.includes(mark);
  });
}

async function fromProc(uid: number): Promise<ServerProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        if ((await stat(`/proc/${pid}`)).uid !== uid) return undefined;
        // A zombie has an empty command line, and so is not found.
        return { pid: Number(pid), command: await readFile(`/proc/${pid}/cmdline`, 'utf8') };
      } catch {
        return undefined; // it ended meanwhile
      }
    }),
  );
  return found.filter((item) => item !== undefined);
}

async function fromPs(uid: number): Promise<ServerProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'pid=,uid=,command='], {
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, owner, command] = /^\s*(\d+)\s+(-?\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || command === undefined || Number(owner) !== uid
      ? []
      : [{ pid: Number(pid), command }];
  });
}

/** Sends a signal; false when the process no longer exists. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/**
 * Ends every process of a cluster left behind by a killed parent: asks for a fast shutdown, then an immediate one,
 * then kills. An interrupted PostgreSQL loses nothing: it replays its journal at the next start.
 */
export async function clearProcesses(account: Account, mark: string): Promise<number> {
  const first = await findProcesses(account, mark);
  let living = first;
  const steps: { signal: NodeJS.Signals; all: boolean; patience: number }[] = [
    { signal: 'SIGINT', all: false, patience: 1200 },
    { signal: 'SIGQUIT', all: true, patience: 400 },
    { signal: 'SIGKILL', all: true, patience: 5000 },
  ];
  for (const step of steps) {
    // `postgres: …` is a child, which its postmaster stops by itself; without a postmaster nobody would.
    const heads = living.filter(({ command }) => !command.startsWith('postgres:'));
    const targets = step.all ? living : heads;
    if (targets.length === 0) continue;
    for (const { pid } of targets) signal(pid, step.signal);
    const deadline = Date.now() + step.patience;
    do {
      await delay(15);
      living = await findProcesses(account, mark);
    } while (living.length > 0 && Date.now() < deadline);
  }
  if (living.length > 0) {
    throw new Error(`processes ${living.map(({ pid }) => pid).join(', ')} of PostgreSQL do not end`);
  }
  return first.length;
}

/** What a child needs to run as `account`, away from our terminal's Ctrl-C. */
export function childOptions(account: Account) {
  return {
    cwd: '/',
    detached: true,
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...(account.lent ? { uid: account.uid, gid: account.gid } : {}),
  } as const;
}

/** Runs a program to its end, with `input` on its standard input. */
export function run(
  program: string,
  args: string[],
  options: { account: Account; input?: string },
): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...childOptions(options.account), stdio: 'pipe' });
    const kept: string[] = [];
    const keep = (text: string) => void kept.push(text);
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.stdin.on('error', () => {}); // it may end before reading
    child.stdin.end(options.input ?? '');
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output: kept.join('').trim() }));
  });
}

/** Tries, as `account`, whether it can read (`r`), enter or execute (`x`), write (`w`) all these paths. */
export function canUse(account: Account, paths: { path: string; to: string }[]): boolean {
  const script = 'while [ $# -gt 0 ]; do test "$1" "$2" || exit 1; shift 2; done';
  const args = paths.flatMap(({ path, to }) => [...to].flatMap((right) => [`-${right}`, path]));
  return spawnSync('/bin/sh', ['-c', script, 'sh', ...args], childOptions(account)).status === 0;
}
