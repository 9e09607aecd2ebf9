import { chmod, lchown, lstat, mkdir, mkdtemp, readdir, rm, rmdir, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { codeOf, EmbeddedPostgresError } from './errors.ts';

/** The kernel's limit on the address of a socket (108 bytes on Linux, 104 on macOS, with its final zero). */
const longestAddress = process.platform === 'linux' ? 107 : 103;

/**
 * A private folder for PostgreSQL's socket, which only `account` (and root) can enter: in the data folder, or, when
 * its path is too long for the address of a socket, a new folder with a random name in the temporary folder.
 */
export async function openSocketFolder(base: string, name: string, account: Account): Promise<string> {
  const inside = join(base, 'socket');
  if (fits(inside)) {
    await rm(inside, { recursive: true, force: true });
    await mkdir(inside, { mode: 0o700 });
    await give(inside, account);
    return inside;
  }
  await sweep(`${name}-`, account);
  const parent = fits(join(tmpdir(), `${name}-123456`)) ? tmpdir() : '/tmp';
  const made = await mkdtemp(join(parent, `${name}-`));
  await give(made, account);
  return made;
}

/** Removes the socket folder. */
export async function closeSocketFolder(folder: string): Promise<void> {
  try {
    for (const name of await readdir(folder)) {
      if (name.startsWith('.s.PGSQL.')) await unlink(join(folder, name));
    }
    await rmdir(folder);
  } catch {
    // the next start sweeps it
  }
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= longestAddress;
}

async function give(folder: string, account: Account): Promise<void> {
  await chmod(folder, 0o700);
  if (account.lent) await lchown(folder, account.uid, account.gid);
  const state = await lstat(folder);
  if (!state.isDirectory() || state.uid !== account.uid || (state.mode & 0o777) !== 0o700) {
    throw new EmbeddedPostgresError(
      `Le dossier ${folder} a été changé par un autre programme. Relancez Cordée.`,
    );
  }
}

/** Removes the temporary folders that killed processes left for the same data. */
async function sweep(prefix: string, account: Account): Promise<void> {
  for (const parent of new Set([tmpdir(), '/tmp'])) {
    const names = await readdir(parent).catch((error) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    for (const name of names.filter((name) => name.startsWith(prefix))) {
      const state = await lstat(join(parent, name)).catch(() => undefined);
      if (state?.isDirectory() && state.uid === account.uid) await closeSocketFolder(join(parent, name));
    }
  }
}
