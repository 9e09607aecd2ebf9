import type { Attributes, XmlReader } from '../office-archive.ts';
import { SheetRefusal } from './refusal.ts';
import type { Table } from './sheet.ts';
import { type NumberFormat, withSigns } from './xlsx-parts.ts';

interface Known {
  texts: readonly string[];
  formats: readonly NumberFormat[];
  from1904: boolean;
}

/** Far more than a table may have: a cell said to be further is no reason to make room for those before. */
const furthestColumn = 1_000;

/** Pours the rows of a sheet into a table. */
export class RowsReader implements XmlReader {
  private readonly table: Table;
  private readonly known: Known;
  private line = 0;
  private cells: string[] = [];
  private column = -1;
  private type = 'n';
  private format: NumberFormat = null;
  private value = '';
  private hasFormula = false;
  private taking = false;
  private inReading = false;

  constructor(table: Table, known: Known) {
    this.table = table;
    this.known = known;
  }

  open(tag: string, attributes: Attributes): void {
    switch (tag) {
      case 'row':
        this.line = Number(attributes.r) || this.line + 1;
        this.cells = [];
        this.column = -1;
        break;
      case 'c':
        this.column = columnOf(attributes.r) ?? this.column + 1;
        this.type = attributes.t ?? 'n';
        this.format = this.known.formats[Number(attributes.s)] ?? null;
        this.value = '';
        this.hasFormula = false;
        break;
      case 'f':
        this.hasFormula = true;
        break;
      case 'rPh':
        this.inReading = true;
        break;
      case 'v':
      case 't':
        this.taking = true;
        break;
    }
  }

  close(tag: string): void {
    switch (tag) {
      case 'v':
      case 't':
        this.taking = false;
        break;
      case 'rPh':
        this.inReading = false;
        break;
      case 'c':
        this.take();
        break;
      case 'row':
        this.table.add(this.line, this.cells);
        break;
    }
  }

  text(text: string): void {
    if (this.taking && !this.inReading) this.value += text;
  }

  private take(): void {
    if (this.hasFormula && this.value === '' && this.type !== 'str')
      throw new SheetRefusal(
        'Une cellule contient une formule dont le résultat n’est pas enregistré : mettez-y sa valeur.',
        this.line,
      );
    const cell = this.cell();
    if (cell === '') return;
    if (this.column > furthestColumn) throw new SheetRefusal('Ce tableau a trop de colonnes.', this.line);
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = cell;
  }

  private cell(): string {
    switch (this.type) {
      case 's':
        return this.known.texts[Number(this.value)] ?? '';
      case 'b':
        return this.value === '1' ? 'oui' : 'non';
      case 'd':
        return this.value.slice(0, 10);
      case 'inlineStr':
      case 'str':
        return withSigns(this.value);
      case 'n':
        return numberCell(this.value, this.format, this.known.from1904);
      default:
        return this.value;
    }
  }
}

/** `AB12` is in the column 27, the first being 0. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (!letters) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

const day = 86_400_000;

function numberCell(value: string, format: NumberFormat, from1904: boolean): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  if (format === 'day') {
    const whole = Math.floor(number);
    // Excel believes that 1900 had a 29 February.
    const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < 60 ? 31 : 30);
    const date = new Date(epoch + whole * day);
    return whole > 0 && whole < 2_958_466 ? date.toISOString().slice(0, 10) : String(number);
  }
  return format !== null && Number.isSafeInteger(number) && number >= 0
    ? String(number).padStart(format, '0')
    : String(number);
}
