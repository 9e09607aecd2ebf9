import { posix } from 'node:path';
import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { SheetRefusal } from './refusal.ts';
import type { SheetLimits, Table } from './sheet.ts';
import {
  StringsReader,
  StylesReader,
  type WorkbookParts,
  WorkbookReader,
  type XmlReader,
} from './xlsx-parts.ts';
import { RowsReader } from './xlsx-rows.ts';

const notRead = 'Ce classeur ne se lit pas : il est abîmé, ou n’est pas au format XLSX.';
const mostEntries = 2_000;

/** Pours the rows of the first visible sheet of an XLSX workbook into a table. */
export async function readXlsx(bytes: Buffer, table: Table, limits: SheetLimits): Promise<void> {
  try {
    await readParts(bytes, table, limits);
  } catch (error) {
    if (error instanceof SheetRefusal) throw error;
    throw new SheetRefusal(notRead, null, { cause: error });
  }
}

async function readParts(bytes: Buffer, table: Table, limits: SheetLimits): Promise<void> {
  const archive = await Archive.open(bytes, limits.unzippedBytes);
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

class Archive {
  private readonly zip: ZipFile;
  private readonly entries: ReadonlyMap<string, Entry>;
  /** What may still come out of it. */
  private left: number;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, left: number) {
    this.zip = zip;
    this.entries = entries;
    this.left = left;
  }

  static async open(bytes: Buffer, unzippedBytes: number): Promise<Archive> {
    const zip = await fromBufferPromise(bytes);
    if (zip.entryCount > mostEntries) throw new SheetRefusal(notRead);
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    if (entries.has('mimetype') || !entries.has('xl/workbook.xml'))
      throw new SheetRefusal('Ce fichier n’est pas un classeur XLSX. Enregistrez-le au format XLSX ou CSV.');
    return new Archive(zip, entries, unzippedBytes);
  }

  /** What comes out is counted as it comes: a small file may hold a huge one. */
  async read(name: string, reader: XmlReader): Promise<void> {
    const entry = this.entries.get(name);
    if (!entry) return;
    if (entry.isEncrypted()) throw new SheetRefusal('Ce classeur est protégé par un mot de passe.');
    if (entry.uncompressedSize > this.left) throw tooLarge();
    const parser = new SaxesParser({ xmlns: false });
    let failure: unknown = null;
    parser.on('error', (error) => {
      failure ??= error;
    });
    // No workbook has one: it would be for entities.
    parser.on('doctype', () => {
      failure ??= new SheetRefusal(notRead);
    });
    parser.on('opentag', ({ name: tag, attributes }) => reader.open(localName(tag), attributes));
    parser.on('closetag', ({ name: tag }) => reader.close(localName(tag)));
    parser.on('text', (text) => reader.text(text));
    parser.on('cdata', (text) => reader.text(text));
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const stream = await this.zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      if (!Buffer.isBuffer(chunk)) continue;
      this.left -= chunk.length;
      if (this.left < 0) throw tooLarge();
      parser.write(decoder.decode(chunk, { stream: true }));
      if (failure) throw failure;
    }
    parser.close();
    if (failure) throw failure;
  }
}

const tooLarge = () =>
  new SheetRefusal('Ce classeur est trop volumineux une fois ouvert. Coupez-le en plusieurs fichiers.');

/** Without its prefix: `x:row` is a row. */
const localName = (tag: string): string => tag.slice(tag.indexOf(':') + 1);
