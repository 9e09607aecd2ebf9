/** Documents to print and to send, from plain data to a tagged PDF. See README.md. */
export type { RenderedPdf } from './compile.ts';
export type { PdfBlock, PdfDocument } from './document.ts';
export { renderPdf } from './render.ts';
export { sendPdf } from './send.ts';
