/** A part of a document, in the order in which it is read. Texts are plain: nothing in them is markup. */
export type PdfBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  /** `ticks`: each with a box to tick on paper. */
  | { kind: 'list'; items: readonly string[]; ticks: boolean }
  | { kind: 'links'; items: readonly { label: string; url: string | null }[] }
  | { kind: 'facts'; items: readonly { term: string; value: string }[] }
  /** `widths`: share of the width that each column takes. */
  | {
      kind: 'table';
      columns: readonly string[];
      widths: readonly number[];
      rows: readonly (readonly string[])[];
    }
  | { kind: 'note'; title: string; text: string };

/** A document of A4 pages in French, as data. */
export interface PdfDocument {
  title: string;
  /** What it is about, for those who search among files. */
  subject: string;
  author: string;
  eyebrow: string | null;
  lead: string | null;
  /** At the foot of each page: where it comes from, and when. */
  footer: string;
  blocks: readonly PdfBlock[];
  /** The moment that it tells of; written in the file. */
  at: Date;
}
