import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A file of an archive. Without extensions, the format holds 65,535 of them and 4 GiB in all: the caller counts. */
export interface ZipEntry {
  /** Inside the archive: `Réunions/2027/bilan.pdf`. */
  path: string;
  at: Date;
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** What people send mostly is compressed already, and is kept as it is. */
  compressed?: boolean;
}

/** The archive, as it is made: the next entry is only asked for once the last is written, and never more than a piece of it is in memory. */
export async function* zipped(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): AsyncGenerator<Uint8Array> {
  let made: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    made.push(piece);
  });
  const taken = () => {
    const pieces = made;
    made = [];
    return pieces;
  };
  for await (const { path, at, content, compressed } of entries) {
    const file = compressed ? new ZipDeflate(path) : new ZipPassThrough(path);
    file.mtime = at;
    zip.add(file);
    for await (const chunk of content) {
      file.push(chunk);
      yield* taken();
    }
    file.push(new Uint8Array(0), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

/** A name made one part of a path: an archive whose paths climb out of it would be worth checking twice. */
export function zipPart(name: string): string {
  const safe = name.replace(/[/\\\0]/g, '_');
  return /^\.+$/.test(safe) ? '_' : safe;
}
