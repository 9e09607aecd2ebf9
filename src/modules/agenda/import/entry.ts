import { plainLetters } from '../../../platform/plain-letters.ts';
import type { MeasureContent } from '../content.ts';

/** Something that keeps a file from being imported. */
export interface Problem {
  /** In the file; null for the file as a whole. */
  line: number | null;
  /** The column, or the place in the data; '' for the line as a whole. */
  place: string;
  message: string;
}

/** A measure that a file gives. */
export interface Entry {
  line: number;
  content: MeasureContent;
  /** Null when the file does not say: a new measure is published, a known one stays as it is. */
  published: boolean | null;
  /** What changes and why; null when the file does not say. */
  reason: string | null;
}

export interface Reading {
  entries: Entry[];
  problems: Problem[];
  /** Themes that the file brings along, by code. */
  themes: ReadonlyMap<string, string>;
}

/** What is known already, that a file completes. */
export interface Known {
  /** Contents by slug. */
  measures: ReadonlyMap<string, MeasureContent>;
  /** Codes of themes by code and by label, both in plain letters. */
  themes: ReadonlyMap<string, string>;
}

export const mostBytes = 5_000_000;
export const mostMeasures = 2_000;

/** As one compares words typed by different people: « En vigueur » and « en vigueur » are the same. */
export const plain = (text: string): string =>
  plainLetters(text).replace(/[’']/g, '’').replace(/\s+/g, ' ').trim();
