import { posix } from 'node:path';
import { type ArchiveFault, ArchiveRefusal, OfficeArchive } from '../office-archive.ts';
import { SheetRefusal } from './refusal.ts';
import type { SheetLimits, Table } from './sheet.ts';
import { StringsReader, StylesReader, type WorkbookParts, WorkbookReader } from './xlsx-parts.ts';
import { RowsReader } from './xlsx-rows.ts';

const notRead = 'Ce classeur ne se lit pas : il est abîmé, ou n’est pas au format XLSX.';
const mostParts = 2_000;

const refusals: Readonly<Record<ArchiveFault, string>> = {
  'too-many-parts': notRead,
  encrypted: 'Ce classeur est protégé par un mot de passe.',
  'too-large': 'Ce classeur est trop volumineux une fois ouvert. Coupez-le en plusieurs fichiers.',
  doctype: notRead,
};

/** Pours the rows of the first visible sheet of an XLSX workbook into a table. */
export async function readXlsx(bytes: Buffer, table: Table, limits: SheetLimits): Promise<void> {
  try {
    await readParts(bytes, table, limits);
  } catch (error) {
    if (error instanceof SheetRefusal) throw error;
    const said = error instanceof ArchiveRefusal ? refusals[error.fault] : notRead;
    throw new SheetRefusal(said, null, { cause: error });
  }
}

async function readParts(bytes: Buffer, table: Table, limits: SheetLimits): Promise<void> {
  const { unzippedBytes } = limits;
  const archive = await OfficeArchive.open(bytes, { parts: mostParts, unzippedBytes, whole: true });
  if (archive.has('mimetype') || !archive.has('xl/workbook.xml'))
    throw new SheetRefusal('Ce fichier n’est pas un classeur XLSX. Enregistrez-le au format XLSX ou CSV.');
  const book = new WorkbookReader();
  await archive.read('xl/workbook.xml', book);
  await archive.read('xl/_rels/workbook.xml.rels', book);
  const { sheet, strings, styles, from1904 }: WorkbookParts = book.parts();
  if (sheet === null) throw new SheetRefusal('Ce classeur n’a aucune feuille visible.');
  const texts = new StringsReader();
  const formats = new StylesReader();
  if (strings) await archive.read(partAt(strings), texts);
  if (styles) await archive.read(partAt(styles), formats);
  await archive.read(
    partAt(sheet),
    new RowsReader(table, { texts: texts.texts, formats: formats.formats, from1904 }),
  );
}

/** Targets are told from the folder of the workbook, or from the root. */
const partAt = (target: string): string =>
  target.startsWith('/') ? target.slice(1) : posix.join('xl', target);
