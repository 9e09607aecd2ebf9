import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { DataHeldError } from './errors.ts';
import { signal } from './processes.ts';

const holderSchema = z.object({ pid: z.int(), since: z.iso.datetime() });

/**
 * Takes the folder for this process. The lock is the kernel's (taken through SQLite, since Node has no `flock`): it
 * dies with its process, however that ends, and no reused pid can fake it. `holder.json` only tells who has it.
 * Nothing else in this process may open `lock.sqlite`: closing any handle on a file drops a POSIX lock.
 */
export async function takeLock(folder: string): Promise<{ release(): void }> {
  const holderFile = join(folder, 'holder.json');
  const file = join(folder, 'lock.sqlite');
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    chmodSync(file, 0o600); // another account that reads it could hold it against us
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new DataHeldError(heldMessage(folder, await readHolder(holderFile)));
  }
  try {
    const holder: z.infer<typeof holderSchema> = { pid: process.pid, since: new Date().toISOString() };
    writeFileSync(`${holderFile}.new`, JSON.stringify(holder), { mode: 0o644 });
    renameSync(`${holderFile}.new`, holderFile);
  } catch (error) {
    lock.close();
    throw error;
  }
  return {
    release() {
      rmSync(holderFile, { force: true });
      lock.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

async function readHolder(file: string) {
  // The holder writes its name just after taking the lock: leave it a moment.
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      const holder = holderSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      if (holder.pid === process.pid || signal(holder.pid, 0)) return holder;
    } catch {
      // not written yet
    }
    await delay(20);
  }
  return undefined;
}

function heldMessage(folder: string, holder: z.infer<typeof holderSchema> | undefined): string {
  const who =
    holder === undefined
      ? ''
      : ` (processus ${holder.pid}, depuis le ${new Date(holder.since).toLocaleString('fr-FR', {
          dateStyle: 'long',
          timeStyle: 'short',
        })})`;
  return (
    `Une autre instance de Cordée utilise déjà les données de ${folder}${who}. ` +
    "Arrêtez-la d'abord, ou choisissez un autre dossier avec CORDEE_DATA."
  );
}
