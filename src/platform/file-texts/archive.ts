import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

const mostEntries = 10_000;
/** What may come out of one file, in bytes: a small one may hold a huge one. */
const mostUnzipped = 100 * 1024 * 1024;

/** Told of an XML part as it is read; names come without their prefix. */
export interface XmlReader {
  open(tag: string, attributes: Readonly<Record<string, string>>): void;
  close(tag: string): void;
  text(text: string): void;
}

/** The XML parts of an office file, read as they come out of it. */
export class OfficeArchive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #left = mostUnzipped;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  static async open(bytes: Buffer): Promise<OfficeArchive> {
    const zip = await fromBufferPromise(bytes);
    if (zip.entryCount > mostEntries) throw new Error('too many parts');
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    return new OfficeArchive(zip, entries);
  }

  /** The parts whose names are so, in the order of their numbers. */
  named(pattern: RegExp): string[] {
    return [...this.#entries.keys()]
      .filter((name) => pattern.test(name))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  }

  /** Does nothing when there is no such part. Throws when it is no XML, has a DOCTYPE, or is too large. */
  async read(name: string, reader: XmlReader): Promise<void> {
    const entry = this.#entries.get(name);
    if (!entry) return;
    if (entry.isEncrypted()) throw new Error('encrypted');
    const parser = new SaxesParser({ xmlns: false });
    let failure: unknown = null;
    parser.on('error', (error) => {
      failure ??= error;
    });
    // No office file has one: it would be for entities.
    parser.on('doctype', () => {
      failure ??= new Error('a DOCTYPE');
    });
    const take = (act: () => void) => {
      if (failure !== null) return;
      try {
        act();
      } catch (error) {
        failure = error;
      }
    };
    parser.on('opentag', ({ name: tag, attributes }) => take(() => reader.open(localName(tag), attributes)));
    parser.on('closetag', ({ name: tag }) => take(() => reader.close(localName(tag))));
    parser.on('text', (text) => take(() => reader.text(text)));
    parser.on('cdata', (text) => take(() => reader.text(text)));
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const stream = await this.#zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      if (!Buffer.isBuffer(chunk)) continue;
      this.#left -= chunk.length;
      if (this.#left < 0) throw new Error('too large once open');
      parser.write(decoder.decode(chunk, { stream: true }));
      if (failure !== null) throw failure;
    }
    parser.close();
    if (failure !== null) throw failure;
  }
}

/** Without its prefix: `w:t` is a `t`. */
const localName = (tag: string): string => tag.slice(tag.indexOf(':') + 1);
