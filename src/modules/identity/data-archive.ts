import type { Db } from '../../platform/database/index.ts';
import { type FileStore, MissingObject, type ZipEntry, zipPart } from '../../platform/files/index.ts';
import { formatDateTime, formatFileSize } from '../../ui/index.ts';
import type { DataPart, DataReader, PersonalFile } from './data-part.ts';

/** What an archive takes of files. */
export interface ArchiveRoom {
  bytes: number;
  files: number;
}

/** Past this a browser's download fails more often than it ends; and the format needs no extension. */
export const usualRoom: ArchiveRoom = { bytes: 500 * 1024 * 1024, files: 10_000 };

/** A file that the archive does not hold, and why. */
interface LeftOut {
  part: string;
  file: PersonalFile;
  why: 'gone' | 'no-room';
}

interface Sources {
  db: Db;
  store: FileStore;
  accountId: string;
  readers: readonly DataReader[];
  room: ArchiveRoom;
  now: Date;
}

/**
 * What goes into the archive of a person, read as it is written: the parts of one module, then each of their files, one after
 * the other. What the words at its end say was left out is counted in `leftOut`.
 */
export function dataArchive(sources: Sources): {
  entries: AsyncIterable<ZipEntry>;
  leftOut: readonly LeftOut[];
} {
  const leftOut: LeftOut[] = [];
  return { entries: entriesOf(sources, leftOut), leftOut };
}

async function* entriesOf(
  { db, store, accountId, readers, room, now: at }: Sources,
  leftOut: LeftOut[],
): AsyncGenerator<ZipEntry> {
  const told: Pick<DataPart, 'name' | 'title' | 'files'>[] = [];
  const left = { ...room };
  for (const { read } of readers) {
    for (const { name, title, data, files = [] } of await read(db, accountId)) {
      told.push({ name, title, files });
      yield { path: `${name}.json`, at, content: jsonPieces(data), compressed: true };
      for (const [index, file] of files.entries()) {
        if (left.files < 1 || file.bytes > left.bytes) {
          leftOut.push({ part: name, file, why: 'no-room' });
          continue;
        }
        const content = await contentOf(store, file.storageKey);
        if (!content) {
          leftOut.push({ part: name, file, why: 'gone' });
          continue;
        }
        left.files -= 1;
        left.bytes -= file.bytes;
        // Numbered, since two files may bear a name.
        yield { path: `${name}/${index + 1}-${zipPart(file.name)}`, at, content };
      }
    }
  }
  // Last: it tells what became of all the others.
  yield { path: 'LISEZ-MOI.txt', at, content: [encoded(readMe(told, leftOut, at))], compressed: true };
}

async function contentOf(store: FileStore, storageKey: string) {
  try {
    return await store.read(storageKey);
  } catch (error) {
    // Taken away meanwhile.
    if (error instanceof MissingObject) return null;
    throw error;
  }
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
const pieceLength = 64 * 1024;

/** As `JSON.stringify` indents it; a list, which may be long, piece by piece. */
function* jsonPieces(data: unknown): Generator<Uint8Array> {
  if (!Array.isArray(data) || data.length === 0) {
    yield encoded(`${JSON.stringify(data, null, 2)}\n`);
    return;
  }
  let piece = '[';
  for (const [index, row] of data.entries()) {
    const written = JSON.stringify(row, null, 2).replaceAll('\n', '\n  ');
    piece += `${index === 0 ? '' : ','}\n  ${written}`;
    if (piece.length < pieceLength) continue;
    yield encoded(piece);
    piece = '';
  }
  yield encoded(`${piece}\n]\n`);
}

const reasons: Readonly<Record<LeftOut['why'], string>> = {
  gone: 'introuvable dans le stockage du site',
  'no-room': 'l’archive était pleine',
};

function readMe(
  parts: readonly Pick<DataPart, 'name' | 'title' | 'files'>[],
  leftOut: readonly LeftOut[],
  now: Date,
): string {
  const lines = parts.map(({ name, title, files }) => {
    const count = files?.length ?? 0;
    return `${name}.json : ${title}${count > 0 ? ` (fichiers dans le dossier ${name})` : ''}`;
  });
  const missing = leftOut.map(
    ({ part, file, why }) => `${part} : ${file.name} (${formatFileSize(file.bytes)}) : ${reasons[why]}`,
  );
  return `Vos données sur Cordée, le ${formatDateTime(now)}

Chaque fichier .json se lit avec un éditeur de texte. Les dates y sont en temps universel (ISO 8601). Un fichier vide ([]) dit
que rien de cette sorte n’est gardé sur vous.

${lines.join('\n')}
${
  missing.length === 0
    ? ''
    : `
N’ont pas pu y être mis, et se téléchargent un à un sur le site, là où vous les avez joints, s’ils y sont encore :

${missing.join('\n')}
`
}
Ne s’y trouvent pas : ce que d’autres ont écrit, les secrets (liens et codes de connexion, gardés sous forme d’empreintes), et
les réponses anonymes, que rien ne relie à vous.
`;
}
