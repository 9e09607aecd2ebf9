import { readInThread } from '../reading-thread.ts';
import type { ToRead } from './read.ts';

/** Encrypted, broken, or made to keep us busy. */
export class UnreadableFile extends Error {}

/** In milliseconds; a PDF of 500 pages takes a few seconds. */
const patience = 30_000;

let last: Promise<unknown> = Promise.resolve();

/**
 * The words of a file, '' when it has none. Throws UnreadableFile when nobody can tell within half a minute. One file at a time: each
 * may take a few hundred megabytes.
 */
export function wordsOfFile(file: ToRead, within = patience): Promise<string> {
  const reading = last.then(() => inThread(file, within));
  last = reading.catch(() => {});
  return reading;
}

function inThread(file: ToRead, within: number): Promise<string> {
  return readInThread<string>(file, {
    folder: 'file-texts',
    what: 'file',
    within,
    silent: true,
    unreadable: (why, cause) => new UnreadableFile(why, { cause }),
  });
}
