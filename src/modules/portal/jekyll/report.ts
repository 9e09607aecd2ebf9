import type { ReportLine } from './types.ts';

/** Gathers what happened to each line, once per line and message. */
export class Report {
  readonly #lines = new Map<string, ReportLine>();

  add(line: number, level: ReportLine['level'], message: string): void {
    this.#lines.set(`${line} ${level} ${message}`, { line, level, message });
  }

  sorted(): ReportLine[] {
    return [...this.#lines.values()].sort((a, b) => a.line - b.line);
  }
}
