/** One line of the report that an import prints. `line` counts from 1 in the file. */
export interface ReportLine {
  line: number;
  level: 'kept' | 'changed' | 'dropped' | 'missing';
  message: string;
}

/** Addresses, as the original writes them, and the pages of this site that took their place. */
export type Replacements = ReadonlyMap<string, string>;

/** A file that was read. Nothing is written anywhere: the import decides what to do with it. */
export interface ConvertedPage {
  outcome: 'converted';
  kind: 'page' | 'news';
  /** As in the front matter, its trailing slash included; otherwise made from the file's name. */
  permalink: string;
  title: string;
  date: Date | null;
  menu: { title: string; weight: number } | null;
  illustration: { path: string; alt: string } | null;
  summary: string;
  categories: string[];
  tags: string[];
  published: boolean;
  /** Our Markdown, ready for the page editor. */
  body: string;
  /** Every id that the rendered body holds. */
  anchors: string[];
  /** Links to this site: a path, a path with an anchor, or an anchor of the page itself (`#…`). */
  links: { href: string; line: number }[];
  /** Files of this site that the page shows or links to. */
  files: { path: string; line: number }[];
  report: ReportLine[];
}

/** A file that was not read, and where it went wrong. */
export interface RefusedFile {
  outcome: 'refused';
  line: number;
  message: string;
}

/** Thrown inside the converter, turned into a RefusedFile at its door. */
export class Refused extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}
