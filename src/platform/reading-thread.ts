import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Who reads in a thread of its own, and what is thrown when it gives nothing. */
export interface ThreadedReading {
  /** The folder of its `worker.ts` under `src/platform`, built beside the server. */
  folder: string;
  /** What is read, in the words of logs: `mail`. */
  what: string;
  /** In milliseconds. */
  within: number;
  /** What the libraries in it say of the content of others is no news of ours. */
  silent?: boolean;
  unreadable: (why: string, cause?: unknown) => Error;
}

/**
 * What a worker makes of something sent by others, in a thread that is ended when it takes too long or too much memory; that of
 * the content itself counts apart. Throws what `unreadable` makes.
 */
export async function readInThread<T>(
  content: unknown,
  { folder, what, within, silent = false, unreadable }: ThreadedReading,
): Promise<T> {
  const worker = new Worker(join(process.cwd(), 'dist', 'platform', folder, 'worker.js'), {
    workerData: content,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    stdout: silent,
    stderr: silent,
  });
  let ending: NodeJS.Timeout | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (cause) => reject(unreadable(`the ${what} cannot be read`, cause)));
      worker.once('exit', () => reject(unreadable(`the thread that reads a ${what} ended`)));
      ending = setTimeout(() => reject(unreadable(`the ${what} takes too long to read`)), within);
    });
  } finally {
    clearTimeout(ending);
    await worker.terminate();
  }
}
