import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Account, accountName } from './account.ts';
import { codeOf, EmbeddedPostgresError } from './errors.ts';
import { canUse } from './processes.ts';

const outside = '/var/lib/cordee';
const pointerSchema = z.object({ folder: z.string(), location: z.string() });

/**
 * The folder that really holds the database. It is the one asked for, unless we are root and the account that runs
 * PostgreSQL cannot walk down to it (below `/root`): then it is `/var/lib/cordee/<hash of the folder>`, and
 * `location.json` in the folder asked for says so.
 */
export async function openFolder(
  asked: string,
  account: Account,
  log: (line: string) => void,
): Promise<string> {
  await mkdir(asked, { recursive: true, mode: account.lent ? 0o711 : 0o700 });
  const folder = await realpath(asked);
  const base = (await pointedFolder(folder)) ?? (await chooseFolder(folder, account, log));
  await checkOwner(base, account);
  return base;
}

/** A short name for the cluster of a folder, the same at each start. */
export function clusterName(base: string): string {
  return `cordee-${digest(base, 12)}`;
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

async function pointedFolder(folder: string): Promise<string | undefined> {
  const text = await readOptional(join(folder, 'location.json'));
  if (text === undefined) return undefined;
  const pointer = pointerSchema.parse(JSON.parse(text));
  if (!(await exists(pointer.location))) {
    throw new EmbeddedPostgresError(
      `Le dossier ${folder} annonce une base dans ${pointer.location}, qui n'y est plus. ` +
        `Remettez-la en place, ou supprimez ${join(folder, 'location.json')} pour repartir d'une base vide.`,
    );
  }
  const isCopy = pointer.folder !== folder && (await exists(join(pointer.folder, 'location.json')));
  if (isCopy) {
    throw new EmbeddedPostgresError(
      `Le dossier ${folder} est une copie de ${pointer.folder}, mais leur base est restée dans ${pointer.location}. ` +
        `Supprimez ${join(folder, 'location.json')} pour repartir ici d'une base vide.`,
    );
  }
  return pointer.location;
}

async function chooseFolder(folder: string, account: Account, log: (line: string) => void): Promise<string> {
  if (!account.lent) return folder;
  const hasData = await exists(join(folder, 'data', 'PG_VERSION'));
  if (hasData) await checkOwner(folder, account);
  const state = await stat(folder);
  // This folder is ours alone: let the other account through it, whatever our umask.
  if (state.uid === 0 && (state.mode & 0o001) === 0) await chmod(folder, 0o711);
  if (canUse(account, [{ path: folder, to: 'x' }])) return folder;
  if (hasData) {
    throw new EmbeddedPostgresError(
      `PostgreSQL, lancé sous le compte ${account.name}, n'a plus accès à ${folder}. ` +
        `Rendez ses dossiers parents traversables (chmod o+x), ou relancez Cordée avec un compte ordinaire.`,
    );
  }
  const location = join(outside, digest(folder, 16));
  const known = await exists(join(location, 'data', 'PG_VERSION'));
  await trustedFolder(outside);
  await trustedFolder(location);
  if (!canUse(account, [{ path: location, to: 'x' }])) {
    throw new EmbeddedPostgresError(
      `PostgreSQL, lancé sous le compte ${account.name}, n'a accès ni à ${folder} ni à ${location}. ` +
        'Choisissez un dossier que tous les comptes peuvent traverser avec CORDEE_DATA.',
    );
  }
  await writePointer(folder, location);
  log(
    known
      ? `Base retrouvée dans ${location} : elle y avait été placée pour ${folder}.`
      : `La base est placée dans ${location} : PostgreSQL, lancé sous le compte ${account.name}, n'a pas accès à ${folder}.`,
  );
  return location;
}

async function writePointer(folder: string, location: string): Promise<void> {
  const pointer: z.infer<typeof pointerSchema> = { folder, location };
  const file = join(folder, 'location.json');
  await writeFile(`${file}.new`, `${JSON.stringify(pointer)}\n`, { mode: 0o644 });
  await rename(`${file}.new`, file);
}

async function trustedFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const state = await lstat(folder);
  if (!state.isDirectory() || state.uid !== 0) {
    throw new EmbeddedPostgresError(`Le dossier ${folder} n'appartient pas à root : il n'est pas utilisé.`);
  }
  await chmod(folder, 0o755);
}

/** A database started once as root and once as somebody else would end up with files that neither can use. */
async function checkOwner(base: string, account: Account): Promise<void> {
  const data = join(base, 'data');
  if (!(await exists(data))) return;
  const { uid } = await lstat(data);
  if (uid === account.uid) return;
  const fix = account.lent
    ? `sudo chown -R ${account.name} ${data}`
    : `sudo chown -R ${accountName(account.uid)} ${base}`;
  throw new EmbeddedPostgresError(
    `La base de ${base} appartient au compte ${accountName(uid)}${account.lent ? '' : ', car Cordée a été lancée par un autre compte (root ?)'}. ` +
      `Relancez Cordée avec le même compte qu'avant, ou confiez-lui la base, Cordée arrêtée : ${fix}`,
  );
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function readOptional(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
