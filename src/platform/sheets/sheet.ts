import { readCsv } from './csv.ts';
import { SheetRefusal } from './refusal.ts';
import { readXlsx } from './xlsx.ts';

/** A row that says something. */
export interface SheetRow {
  /** In the file, the first line being 1. */
  line: number;
  /** As many as the header has, without spaces around. */
  cells: readonly string[];
}

export interface Sheet {
  header: readonly string[];
  /** Rows where all is blank are left out. */
  rows: readonly SheetRow[];
}

export interface SheetLimits {
  bytes: number;
  /** Of what a file holds once unzipped. */
  unzippedBytes: number;
  rows: number;
  columns: number;
  /** Of one cell. */
  characters: number;
}

const usual: SheetLimits = {
  bytes: 15_000_000,
  unzippedBytes: 150_000_000,
  rows: 60_000,
  columns: 100,
  characters: 5_000,
};

/** Reads a table, whatever its name says: its first row that says something is the header. Throws SheetRefusal. */
export async function readSheet(bytes: Uint8Array, limits: Partial<SheetLimits> = {}): Promise<Sheet> {
  const within = { ...usual, ...limits };
  if (bytes.length > within.bytes)
    throw new SheetRefusal(`Ce fichier dépasse ${Math.round(within.bytes / 1_000_000)} Mo.`);
  if (bytes.length === 0) throw new SheetRefusal('Ce fichier est vide.');
  const table = new Table(within);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(buffer, compound)) throw new SheetRefusal(compoundRefusal(buffer));
  if (startsWith(buffer, zip)) await readXlsx(buffer, table, within);
  else await readCsv(buffer, table, within);
  return table.done();
}

const zip = [0x50, 0x4b];
const compound = [0xd0, 0xcf, 0x11, 0xe0];
const startsWith = (buffer: Buffer, signature: readonly number[]) =>
  signature.every((byte, at) => buffer[at] === byte);

/** Excel keeps a workbook with a password, and those of before 2007, in a compound file. */
const compoundRefusal = (buffer: Buffer): string =>
  buffer.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? 'Ce classeur est protégé par un mot de passe. Retirez-le, puis recommencez.'
    : 'Ce fichier n’est pas un tableau lisible. S’il vient d’un ancien Excel (.xls), enregistrez-le au format XLSX ou CSV.';

/** What readers pour their rows into. */
export class Table {
  private header: string[] | null = null;
  private readonly rows: SheetRow[] = [];
  private readonly limits: SheetLimits;

  constructor(limits: SheetLimits) {
    this.limits = limits;
  }

  add(line: number, given: readonly string[]): void {
    const cells = given.map((cell) => cell.trim());
    const width = cells.findLastIndex((cell) => cell !== '') + 1;
    if (width === 0) return;
    if (width > this.limits.columns)
      throw new SheetRefusal(`Ce tableau a plus de ${this.limits.columns} colonnes.`, line);
    if (cells.some((cell) => cell.length > this.limits.characters))
      throw new SheetRefusal(`Une cellule a plus de ${this.limits.characters} caractères.`, line);
    if (!this.header) {
      this.header = cells.slice(0, width);
      return;
    }
    if (width > this.header.length)
      throw new SheetRefusal('Cette ligne a plus de cellules que la ligne des titres.', line);
    if (this.rows.length >= this.limits.rows)
      throw new SheetRefusal(
        `Ce tableau a plus de ${this.limits.rows} lignes. Coupez-le en plusieurs fichiers.`,
        line,
      );
    this.rows.push({ line, cells: this.header.map((_, at) => cells[at] ?? '') });
  }

  done(): Sheet {
    if (!this.header) throw new SheetRefusal('Ce fichier est vide.');
    if (this.rows.length === 0)
      throw new SheetRefusal('Ce tableau n’a qu’une ligne : il manque celles à lire.');
    return { header: this.header, rows: this.rows };
  }
}
