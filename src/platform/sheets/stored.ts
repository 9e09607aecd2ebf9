import { buffer } from 'node:stream/consumers';
import type { FileStore } from '../files/index.ts';
import { Refusal } from '../http/index.ts';
import { SheetRefusal } from './refusal.ts';
import { readSheet, type Sheet, type SheetLimits } from './sheet.ts';

/** The table that a file of the store holds. Throws SheetRefusal. */
export async function storedSheet(
  files: FileStore,
  storageKey: string,
  limits: Partial<SheetLimits> = {},
): Promise<Sheet> {
  return readSheet(await buffer(await files.read(storageKey)), limits);
}

/** The same of a file that a form just sent: throws Refusal, next to the field of the file. */
export async function sentSheet(
  files: FileStore,
  storageKey: string,
  field: string,
  limits: Partial<SheetLimits> = {},
): Promise<Sheet> {
  return storedSheet(files, storageKey, limits).catch((error: unknown) => {
    if (!(error instanceof SheetRefusal)) throw error;
    throw new Refusal(error.words, field);
  });
}
