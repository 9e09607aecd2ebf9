// The parts of a workbook beside its rows: which sheets there are, the texts that cells share, the formats of numbers.

import type { Attributes, XmlReader } from '../office-archive.ts';

export interface WorkbookParts {
  /** Where the first sheet that is not hidden is; null when there is none. */
  sheet: string | null;
  strings: string | null;
  styles: string | null;
  /** Whether days are counted from 1904, as old Macs did. */
  from1904: boolean;
}

/** Reads the workbook, then its relations. */
export class WorkbookReader implements XmlReader {
  private sheetRelation: string | null = null;
  private from1904 = false;
  private readonly targets = new Map<string, string>();
  private readonly byType = new Map<string, string>();

  open(tag: string, attributes: Attributes): void {
    if (tag === 'workbookPr') this.from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '');
    if (tag === 'sheet' && this.sheetRelation === null && /^(?:visible)?$/.test(attributes.state ?? '')) {
      const [, relation = null] = Object.entries(attributes).find(([name]) => name.endsWith(':id')) ?? [];
      this.sheetRelation = relation;
    }
    if (tag === 'Relationship') {
      const { Id: id = '', Type: type = '', Target: target = '' } = attributes;
      this.targets.set(id, target);
      this.byType.set(type.slice(type.lastIndexOf('/') + 1), target);
    }
  }
  close(): void {}
  text(): void {}

  parts(): WorkbookParts {
    return {
      sheet: this.targets.get(this.sheetRelation ?? '') ?? null,
      strings: this.byType.get('sharedStrings') ?? null,
      styles: this.byType.get('styles') ?? null,
      from1904: this.from1904,
    };
  }
}

/** The texts that cells share, in their order. */
export class StringsReader implements XmlReader {
  readonly texts: string[] = [];
  private current = '';
  private inText = false;
  private inReading = false;

  open(tag: string): void {
    if (tag === 'si') this.current = '';
    else if (tag === 't') this.inText = true;
    // How a Japanese word is said: no part of it.
    else if (tag === 'rPh') this.inReading = true;
  }
  close(tag: string): void {
    if (tag === 'si') this.texts.push(withSigns(this.current));
    else if (tag === 't') this.inText = false;
    else if (tag === 'rPh') this.inReading = false;
  }
  text(text: string): void {
    if (this.inText && !this.inReading) this.current += text;
  }
}

/** `_x000D_` is a sign by its number; those that no text should hold are left out. */
export const withSigns = (text: string): string =>
  text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code < 32 && ![9, 10, 13].includes(code) ? '' : String.fromCharCode(code);
  });

/** How a number is shown: a day, a code padded with zeros to so many digits, or plainly. */
export type NumberFormat = 'day' | number | null;

/** The formats of cells, by the index that cells give. */
export class StylesReader implements XmlReader {
  readonly formats: NumberFormat[] = [];
  private readonly codes = new Map<string, string>();
  private inCells = false;

  open(tag: string, attributes: Attributes): void {
    if (tag === 'numFmt') this.codes.set(attributes.numFmtId ?? '', attributes.formatCode ?? '');
    else if (tag === 'cellXfs') this.inCells = true;
    else if (tag === 'xf' && this.inCells) this.formats.push(this.formatOf(attributes.numFmtId ?? ''));
  }
  close(tag: string): void {
    if (tag === 'cellXfs') this.inCells = false;
  }
  text(): void {}

  private formatOf(id: string): NumberFormat {
    const code = this.codes.get(id);
    if (code === undefined) return builtInDays.has(Number(id)) ? 'day' : null;
    // Without texts, colours and locales, and what is for negative numbers.
    const signs = code
      .replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')
      .split(';', 1)[0]
      ?.replace(/[_*]./g, '');
    if (/[yd]|mmm/i.test(signs ?? '')) return 'day';
    const zeros = signs?.replace(/[\s\u00a0\u202f]/g, '') ?? '';
    return /^0{2,}$/.test(zeros) ? zeros.length : null;
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
/** Formats that no workbook spells out. */
const builtInDays = new Set([...range(14, 17), 22, ...range(27, 36), ...range(50, 58)]);
