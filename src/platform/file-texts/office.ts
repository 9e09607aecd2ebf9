import { type ArchiveLimits, OfficeArchive, type XmlReader } from '../office-archive.ts';
import type { Format } from './formats.ts';
import type { Gathering } from './gathering.ts';

/** Reading ends once enough words were found, whatever is left. */
const limits: ArchiveLimits = { parts: 10_000, unzippedBytes: 100 * 1024 * 1024, whole: false };

/** Takes the text within some tags, leaves out that within others, and parts words where the document does. */
class TextReader implements XmlReader {
  readonly #into: Gathering;
  readonly #rules: Rules;
  #taking = 0;
  #skipping = 0;

  constructor(into: Gathering, rules: Rules) {
    this.#into = into;
    this.#rules = rules;
  }

  open(tag: string): void {
    if (this.#rules.left.has(tag)) this.#skipping += 1;
    if (this.#rules.taken.has(tag)) this.#taking += 1;
    if (this.#rules.parting.has(tag)) this.#into.add(' ');
  }
  close(tag: string): void {
    if (this.#rules.left.has(tag)) this.#skipping -= 1;
    if (this.#rules.taken.has(tag)) this.#taking -= 1;
    if (this.#rules.parting.has(tag)) this.#into.add(' ');
  }
  text(text: string): void {
    if (this.#taking > 0 && this.#skipping === 0) this.#into.add(text);
  }
}

interface Rules {
  taken: ReadonlySet<string>;
  left: ReadonlySet<string>;
  /** Where a word ends. */
  parting: ReadonlySet<string>;
}

const rules = (taken: string[], left: string[], parting: string[]): Rules => ({
  taken: new Set(taken),
  left: new Set(left),
  parting: new Set(parting),
});

/** Cells that hold the number of a shared text, which the part of shared texts says better. */
class CellsReader extends TextReader {
  #shared = false;
  override open(tag: string, attributes: Readonly<Record<string, string>> = {}): void {
    if (tag === 'c') this.#shared = attributes.t === 's';
    super.open(tag);
  }
  override text(text: string): void {
    if (!this.#shared) super.text(text);
  }
}

const word = rules(['t'], [], ['p', 'tab', 'br', 'cr', 'tc']);
const slides = rules(['t'], ['fld'], ['p', 'br', 'tc']);
const shared = rules(['t'], ['rPh'], ['si']);
const cells = rules(['v', 't'], ['f', 'rPh'], ['c']);
const open = rules(['p', 'h'], ['annotation', 'tracked-changes'], ['p', 'h', 's', 'tab', 'line-break']);

/** Reads the words of a document, a workbook or slides, of Office or LibreOffice. */
export async function readOffice(bytes: Buffer, format: Format, into: Gathering): Promise<void> {
  const archive = await OfficeArchive.open(bytes, limits);
  const read = async (pattern: RegExp, reader: () => XmlReader) => {
    for (const name of archive.named(pattern)) await archive.read(name, reader());
  };
  switch (format) {
    case 'word':
      return read(
        /^word\/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml$/,
        () => new TextReader(into, word),
      );
    case 'slides':
      return read(/^ppt\/(?:slides|notesSlides)\/\w+\.xml$/, () => new TextReader(into, slides));
    case 'sheet':
      await read(/^xl\/sharedStrings\.xml$/, () => new TextReader(into, shared));
      return read(/^xl\/worksheets\/\w+\.xml$/, () => new CellsReader(into, cells));
    case 'open-document':
      return read(/^content\.xml$/, () => new TextReader(into, open));
    default:
      throw new Error(`no office format: ${format}`);
  }
}
