// Makes documents in a thread of its own, one after the other: pages are served meanwhile.
import { parentPort } from 'node:worker_threads';
import { compile, NoCompiler } from './compile.ts';
import type { PdfDocument } from './document.ts';

export interface Asked {
  id: number;
  document: PdfDocument;
}

export type Answer = { id: number } & ( // Between threads a Buffer becomes what it is made of.
  | { content: Uint8Array; pages: number }
  | { failure: string; unavailable: boolean }
);

parentPort?.on('message', ({ id, document }: Asked) => {
  const answer = (what: Answer) => parentPort?.postMessage(what);
  compile(document).then(
    (rendered) => answer({ id, ...rendered }),
    (error: unknown) =>
      answer({
        id,
        failure: error instanceof Error ? error.message : String(error),
        unavailable: error instanceof NoCompiler,
      }),
  );
});
