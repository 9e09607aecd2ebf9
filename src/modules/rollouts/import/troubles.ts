import { BadCell } from './cells.ts';
import type { ImportField } from './columns.ts';

/** error: the file is not written; warning: worth reading before; note: said for the record. */
export type TroubleLevel = 'error' | 'warning' | 'note';

export const troubleLevels = ['error', 'warning', 'note'] as const satisfies readonly TroubleLevel[];

export const levelLabels: Readonly<Record<TroubleLevel, string>> = {
  error: 'Erreur',
  warning: 'À vérifier',
  note: 'Pour information',
};

/** Something to say of a line of a file. */
export interface Trouble {
  /** In the file, the first being 1. */
  line: number;
  level: TroubleLevel;
  /** What the column that it is about holds; null for the line as a whole. */
  field: ImportField | null;
  /** What the cell says. */
  value: string;
  message: string;
}

/** Gathers what is to be said of one line. */
export class LineNotes {
  readonly line: number;
  readonly troubles: Trouble[] = [];
  failed = false;
  private readonly cell: (field: ImportField) => string;

  constructor(line: number, cell: (field: ImportField) => string) {
    this.line = line;
    this.cell = cell;
  }

  /** What `read` gives; undefined, with an error on the line, when the cell cannot be read. */
  try<T>(field: ImportField, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      this.fail(field, error.message);
      return undefined;
    }
  }

  fail(field: ImportField, message: string): void {
    this.failed = true;
    this.add('error', field, message);
  }
  warn(field: ImportField, message: string): void {
    this.add('warning', field, message);
  }
  note(field: ImportField | null, message: string): void {
    this.add('note', field, message);
  }

  private add(level: TroubleLevel, field: ImportField | null, message: string): void {
    const value = field === null ? '' : this.cell(field).slice(0, 200);
    this.troubles.push({ line: this.line, level, field, value, message });
  }
}

export const worstFirst = (one: Trouble, other: Trouble): number =>
  troubleLevels.indexOf(one.level) - troubleLevels.indexOf(other.level) || one.line - other.line;
