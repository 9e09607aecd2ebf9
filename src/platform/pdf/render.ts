import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { PdfDocument } from './document.ts';
import { template } from './template.ts';

/** This machine has no compiler of documents: npm has none for it. */
export class PdfUnavailable extends Error {
  readonly statusCode = 503;
}

export interface RenderedPdf {
  content: Buffer;
  pages: number;
}

let compiler: Promise<NodeCompiler> | undefined;

/** Loaded at the first document: most processes never make one. Its workspace is an empty folder: it has no file to read. */
async function openCompiler(): Promise<NodeCompiler> {
  const workspace = await mkdtemp(join(tmpdir(), 'cordee-pdf-'));
  try {
    const require = createRequire(import.meta.url);
    const typst: typeof import('@myriaddreamin/typst-ts-node-compiler') = require('@myriaddreamin/typst-ts-node-compiler');
    return typst.NodeCompiler.create({ workspace });
  } catch (cause) {
    throw new PdfUnavailable('Les documents PDF ne peuvent pas être faits sur cette machine.', { cause });
  }
}

/**
 * Makes a tagged PDF (PDF/UA-1: title, language, structure). Takes a few milliseconds of the processor, so that callers keep what it
 * gives. Throws PdfUnavailable where there is no compiler.
 */
export async function renderPdf(document: PdfDocument): Promise<RenderedPdf> {
  compiler ??= openCompiler();
  const typst = await compiler;
  const { at, ...content } = document;
  const compiled = typst.compile({
    mainFileContent: template,
    inputs: { data: JSON.stringify(content).replace(unshown, '') },
  });
  const { result } = compiled;
  if (!result) {
    const reasons = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
    throw new Error(`The document does not compile: ${JSON.stringify(reasons)}`);
  }
  const creationTimestamp = Math.floor(at.getTime() / 1000);
  try {
    return { content: asUniversal(typst, result, creationTimestamp), pages: result.numOfPages };
  } finally {
    // What was computed for the last few documents helps the next; older ones only take memory.
    typst.evictCache(3);
  }
}

type Compiled = Parameters<NodeCompiler['pdf']>[0];

/** A letter that no font at hand can draw makes the standard refuse the document: it is then tagged without its seal. */
function asUniversal(typst: NodeCompiler, compiled: Compiled, creationTimestamp: number): Buffer {
  try {
    return typst.pdf(compiled, { pdfStandard: 'ua-1', creationTimestamp });
  } catch {
    return typst.pdf(compiled, { creationTimestamp });
  }
}

/** Pictures among letters, which fonts of text do not draw, and marks that only join them. */
const unshown = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\u200d/gu;
