import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReadMail } from './read.ts';

/** No mail at all, or one made to keep us busy. */
export class UnreadableMail extends Error {}

const script = join(process.cwd(), 'dist', 'platform', 'inbound-mail', 'worker.js');
/** In milliseconds; a mail of 25 MB takes one or two seconds. */
const patience = 10_000;

/** What a mail says. Throws UnreadableMail when nobody can tell within a few seconds. */
export async function readMail(content: Uint8Array, within = patience): Promise<ReadMail> {
  // Its memory counts apart from that of the content, which lies outside the heap.
  const worker = new Worker(script, { workerData: content, resourceLimits: { maxOldGenerationSizeMb: 256 } });
  let ending: NodeJS.Timeout | undefined;
  try {
    return await new Promise<ReadMail>((resolve, reject) => {
      const giveUp = (why: string, cause?: unknown) => reject(new UnreadableMail(why, { cause }));
      worker.once('message', resolve);
      worker.once('error', (cause) => giveUp('the mail cannot be read', cause));
      worker.once('exit', () => giveUp('the thread that reads a mail ended'));
      ending = setTimeout(() => giveUp('the mail takes too long to read'), within);
    });
  } finally {
    clearTimeout(ending);
    await worker.terminate();
  }
}
