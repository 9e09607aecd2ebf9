import { lstat, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StartError } from './instance.ts';

/**
 * Checks that CORDEE_DATA can be made when it is not there; what is there is left to those who write in it. Throws
 * StartError. Asked before anything else: making folders where none can be, as in `/proc`, never ends in Node.
 */
export async function checkDataFolder(folder: string): Promise<void> {
  const wanted = resolve(folder);
  let place = wanted;
  while (!(await lstat(place).catch(() => null))) place = dirname(place);
  const found = await stat(place).catch(() => null);
  if (!found) refuse(folder, `${place} est un lien vers un dossier qui n’existe pas`);
  if (!found.isDirectory()) refuse(folder, `${place} n’est pas un dossier`);
  if (place === wanted) return;
  try {
    await rmdir(await mkdtemp(join(place, '.cordee-')));
  } catch {
    refuse(folder, `le compte qui lance Cordée ne peut pas écrire dans ${place}`);
  }
}

function refuse(folder: string, reason: string): never {
  throw new StartError(`Le dossier ${folder} ne peut pas servir : ${reason} (réglage CORDEE_DATA).`);
}
