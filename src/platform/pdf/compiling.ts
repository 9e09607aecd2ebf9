import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RenderedPdf } from './compile.ts';
import type { PdfDocument } from './document.ts';
import type { Answer, Asked } from './worker.ts';

/** This machine has no compiler of documents: npm has none for it. */
export class PdfUnavailable extends Error {
  readonly statusCode = 503;
}

/** More documents are asked for than can be made soon. */
export class PdfBusy extends Error {
  readonly statusCode = 503;
  readonly retryAfter = 10;
}

interface Waiting {
  resolve: (rendered: RenderedPdf) => void;
  reject: (reason: Error) => void;
}

/** A second or two of work: those who come later would rather be told. */
const mostWaiting = 24;

const script = join(process.cwd(), 'dist', 'platform', 'pdf', 'worker.js');

/** The thread that makes documents, started with the first; nobody waits for it to end. */
export class Compiling {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #asked = 0;

  make(document: PdfDocument): Promise<RenderedPdf> {
    if (this.#waiting.size >= mostWaiting) {
      return Promise.reject(new PdfBusy('Too many documents are asked for at once'));
    }
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#asked += 1;
    const asked: Asked = { id: this.#asked, document };
    const made = new Promise<RenderedPdf>((resolve, reject) => {
      this.#waiting.set(asked.id, { resolve, reject });
    });
    this.#worker.postMessage(asked);
    return made;
  }

  #start(): Worker {
    const worker = new Worker(script);
    worker.on('message', (answer: Answer) => this.#take(worker, answer));
    // The next document starts another one.
    worker.on('error', (cause) => this.#abandon(worker, cause));
    worker.on('exit', () => this.#abandon(worker));
    return worker;
  }

  #take(worker: Worker, answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) worker.unref();
    if ('content' in answer) waiting?.resolve({ content: Buffer.from(answer.content), pages: answer.pages });
    else if (answer.unavailable) waiting?.reject(new PdfUnavailable(answer.failure));
    else waiting?.reject(new Error(answer.failure));
  }

  #abandon(worker: Worker, cause?: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new Error('The thread that makes documents ended', { cause }));
  }
}
