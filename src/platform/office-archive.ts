import { SaxesParser } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

export type Attributes = Readonly<Record<string, string>>;

/** Told of an XML part as it is read; names come without their prefix. */
export interface XmlReader {
  open(tag: string, attributes: Attributes): void;
  close(tag: string): void;
  text(text: string): void;
}

export interface ArchiveLimits {
  parts: number;
  /** What may come out of it, in bytes: a small file may hold a huge one. */
  unzippedBytes: number;
  /** Whether parts are read to their end: one that says to be too large is then not begun. */
  whole: boolean;
}

/** What an archive may not be. */
export type ArchiveFault = 'too-many-parts' | 'encrypted' | 'too-large' | 'doctype';

export class ArchiveRefusal extends Error {
  readonly fault: ArchiveFault;
  constructor(fault: ArchiveFault) {
    super(`an archive is refused: ${fault}`);
    this.fault = fault;
  }
}

/** The XML parts of a file of Office or LibreOffice, read as they come out of it. */
export class OfficeArchive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #whole: boolean;
  /** What may still come out of it. */
  #left: number;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, limits: ArchiveLimits) {
    this.#zip = zip;
    this.#entries = entries;
    this.#whole = limits.whole;
    this.#left = limits.unzippedBytes;
  }

  /** Throws when it is no archive, and ArchiveRefusal when it has too many parts. */
  static async open(bytes: Buffer, limits: ArchiveLimits): Promise<OfficeArchive> {
    const zip = await fromBufferPromise(bytes);
    if (zip.entryCount > limits.parts) throw new ArchiveRefusal('too-many-parts');
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    return new OfficeArchive(zip, entries, limits);
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** The parts whose names are so, in the order of their numbers. */
  named(pattern: RegExp): string[] {
    return [...this.#entries.keys()]
      .filter((name) => pattern.test(name))
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  }

  /**
   * Does nothing when there is no such part. Throws what the reader throws, ArchiveRefusal, or what the parser says of what is no
   * XML. What comes out is counted as it comes.
   */
  async read(name: string, reader: XmlReader): Promise<void> {
    const entry = this.#entries.get(name);
    if (!entry) return;
    if (entry.isEncrypted()) throw new ArchiveRefusal('encrypted');
    if (this.#whole && entry.uncompressedSize > this.#left) throw new ArchiveRefusal('too-large');
    const parser = new SaxesParser({ xmlns: false });
    let failure: unknown = null;
    const take = (act: () => void) => {
      if (failure !== null) return;
      try {
        act();
      } catch (error) {
        failure = error;
      }
    };
    parser.on('error', (error) => {
      failure ??= error;
    });
    // No office file has one: it would be for entities.
    parser.on('doctype', () => {
      failure ??= new ArchiveRefusal('doctype');
    });
    parser.on('opentag', ({ name: tag, attributes }) => take(() => reader.open(localName(tag), attributes)));
    parser.on('closetag', ({ name: tag }) => take(() => reader.close(localName(tag))));
    parser.on('text', (text) => take(() => reader.text(text)));
    parser.on('cdata', (text) => take(() => reader.text(text)));
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const stream = await this.#zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      if (!Buffer.isBuffer(chunk)) continue;
      this.#left -= chunk.length;
      if (this.#left < 0) throw new ArchiveRefusal('too-large');
      parser.write(decoder.decode(chunk, { stream: true }));
      if (failure !== null) throw failure;
    }
    parser.close();
    if (failure !== null) throw failure;
  }
}

/** Without its prefix: `w:t` is a `t`. */
const localName = (tag: string): string => tag.slice(tag.indexOf(':') + 1);
