import { createHash } from 'node:crypto';
import type { RenderedPdf } from './compile.ts';
import { Compiling } from './compiling.ts';
import type { PdfDocument } from './document.ts';

const compiling = new Compiling();

/** Documents made or being made, by what they say, the latest asked for last. */
const kept = new Map<string, Promise<RenderedPdf>>();

/** Some 40 KB each. */
const mostKept = 300;

/**
 * Makes a tagged PDF (PDF/UA-1: title, language, structure), in a thread of its own; the same document is made once.
 * Throws PdfUnavailable where there is no compiler, PdfBusy when too many are asked for at once.
 */
export function renderPdf(document: PdfDocument): Promise<RenderedPdf> {
  const key = createHash('sha256').update(JSON.stringify(document)).digest('base64');
  const made = kept.get(key) ?? compiling.make(document);
  // Those that nobody asks for go first.
  kept.delete(key);
  kept.set(key, made);
  made.catch(() => {
    if (kept.get(key) === made) kept.delete(key);
  });
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return made;
}
