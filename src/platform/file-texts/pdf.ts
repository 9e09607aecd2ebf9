import { getDocumentProxy } from 'unpdf';
import type { Gathering } from './gathering.ts';

const mostPages = 500;

/** Reads the words of a PDF, page after page; pictures of pages hold none. */
export async function readPdf(bytes: Uint8Array, into: Gathering): Promise<void> {
  const pdf = await getDocumentProxy(bytes, { verbosity: 0 });
  for (let number = 1; number <= Math.min(pdf.numPages, mostPages); number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    for (const item of items) if ('str' in item) into.add(item.hasEOL ? `${item.str}\n` : item.str);
    into.add('\n');
    page.cleanup();
  }
}
