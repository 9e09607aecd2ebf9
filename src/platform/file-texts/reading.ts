import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ToRead } from './read.ts';

/** Encrypted, broken, or made to keep us busy. */
export class UnreadableFile extends Error {}

const script = join(process.cwd(), 'dist', 'platform', 'file-texts', 'worker.js');
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

async function inThread(file: ToRead, within: number): Promise<string> {
  const worker = new Worker(script, {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    // What libraries say of the files of others is no news of ours.
    stdout: true,
    stderr: true,
  });
  let ending: NodeJS.Timeout | undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      const giveUp = (why: string, cause?: unknown) => reject(new UnreadableFile(why, { cause }));
      worker.once('message', resolve);
      worker.once('error', (cause) => giveUp('the file cannot be read', cause));
      worker.once('exit', () => giveUp('the thread that reads a file ended'));
      ending = setTimeout(() => giveUp('the file takes too long to read'), within);
    });
  } finally {
    clearTimeout(ending);
    await worker.terminate();
  }
}
