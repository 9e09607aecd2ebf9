import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Disk, errors } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { type Drive, ourFolder, ourName } from './drive.ts';
import { MissingObject, StoreFailure } from './errors.ts';

/**
 * A folder, through flydrive, but for what it does not offer: a file appears whole by being renamed (`incoming` must be
 * on the same file system), ranges, and lists that pass over the names of others.
 */
export function diskDrive(location: string): Drive {
  const disk = new Disk(new FSDriver({ location, visibility: 'private' }));
  const drive: Drive = {
    // The folder is made when the first file comes.
    check: async () => {},
    async place(path, key) {
      const target = join(location, key);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 }).catch(refused);
      await rename(path, target).catch(refused);
    },
    async read(key, range) {
      const handle = await open(join(location, key), 'r').catch((error: unknown) => {
        if (isAbsent(error)) throw new MissingObject(key, { cause: error });
        return refused(error);
      });
      return handle.createReadStream(range);
    },
    async receivedAt(key) {
      const found = await stat(join(location, key)).catch(nothingIfAbsent);
      return found?.mtime ?? null;
    },
    async delete(key) {
      await disk.delete(key).catch(refused);
    },
    async *list() {
      for (const folder of (await readdir(location).catch(nothingIfAbsent)) ?? []) {
        if (!ourFolder.test(folder)) continue;
        for (const name of (await readdir(join(location, folder)).catch(nothingIfAbsent)) ?? []) {
          if (!ourName.test(name)) continue;
          const storageKey = `${folder}/${name}`;
          const receivedAt = await drive.receivedAt(storageKey);
          if (receivedAt) yield { storageKey, receivedAt };
        }
      }
    },
  };
  return drive;
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'il n’y a plus de place',
  EDQUOT: 'il n’y a plus de place',
  EACCES: 'ce compte n’a pas le droit d’y lire ou d’y écrire',
  EPERM: 'ce compte n’a pas le droit d’y lire ou d’y écrire',
  EROFS: 'il est en lecture seule',
};

/** Says in words what the file system refused; what is no refusal of it stays as it is. */
export function diskFailure(failure: unknown): unknown {
  const error = failure instanceof errors.E_CANNOT_DELETE_FILE ? failure.cause : failure;
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  const reason = reasons[String(error.code)] ?? `erreur ${error.code}`;
  return new StoreFailure(`Le dossier des fichiers n’est pas utilisable : ${reason}.`, { cause: error });
}

function refused(error: unknown): never {
  throw diskFailure(error);
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function nothingIfAbsent(error: unknown): null {
  return isAbsent(error) ? null : refused(error);
}
