import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { PdfDocument } from './document.ts';
import { template } from './template.ts';

/** This machine has no compiler of documents: npm has none for it. */
export class NoCompiler extends Error {}

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
    throw new NoCompiler('No compiler of documents', { cause });
  }
}

/** Makes a tagged PDF (PDF/UA-1: title, language, structure). Holds its thread for tens of milliseconds. */
export async function compile({ at, ...content }: PdfDocument): Promise<RenderedPdf> {
  compiler ??= openCompiler();
  const typst = await compiler;
  const compiled = typst.compile({
    mainFileContent: template,
    inputs: { data: typeset(JSON.stringify(content)) },
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

/** Gives texts, within their JSON, the no-break spaces of French; drops what is not shown. */
function typeset(json: string): string {
  return json
    .replace(unshown, '')
    .replaceAll('« ', '«\u00a0')
    .replace(/ (?=[:»])/g, '\u00a0')
    .replace(/ (?=[;?!%])/g, '\u202f');
}
