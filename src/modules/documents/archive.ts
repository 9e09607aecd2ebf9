import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { type ZipEntry, zipPart, zipped } from '../../platform/files/index.ts';
import { formatFileSize, formatNumber } from '../../ui/index.ts';
import { type Folders, pathOf, within } from './tree.ts';

/** Past this, a browser's download fails more often than it ends; and the archive needs no extended format. */
export const mostBytes = 500 * 1024 * 1024;
export const mostFiles = 2000;

export interface ArchiveEntry {
  /** Inside the archive: `Réunions/2027/bilan.pdf`. */
  path: string;
  storageKey: string;
  bytes: number;
  at: Date;
}

/** The files of a folder and of those inside it (null: all of the group), each under its path from there. */
export async function entriesOf(
  db: Db,
  groupId: string,
  folders: Folders,
  folderId: string | null,
): Promise<ArchiveEntry[]> {
  const inside = folderId === null ? null : [...within(folders, folderId)];
  const rows = await db
    .selectFrom('documents as d')
    .innerJoin('document_versions as v', (join) =>
      join.onRef('v.document_id', '=', 'd.id').onRef('v.number', '=', 'd.newest'),
    )
    .innerJoin('stored_files as f', 'f.id', 'v.file_id')
    .where('d.group_id', '=', groupId)
    .where('d.deleted_at', 'is', null)
    .where('d.hidden_at', 'is', null)
    .$if(inside !== null, (query) => query.where('d.folder_id', 'in', inside ?? []))
    .select(['d.name', 'd.folder_id', 'd.updated_at', 'f.storage_key', 'f.bytes'])
    .orderBy(sql`plain(d.name)`)
    .limit(mostFiles + 1)
    .execute();
  const above = folderId === null ? 0 : pathOf(folders, folderId).length;
  return rows.map((row) => ({
    path: [
      ...pathOf(folders, row.folder_id)
        .slice(above)
        .map((folder) => folder.name),
      row.name,
    ]
      .map(zipPart)
      .join('/'),
    storageKey: row.storage_key,
    bytes: row.bytes,
    at: row.updated_at,
  }));
}

/** Why these cannot be had as one archive, in French; null when they can. */
export function whyNotArchive(entries: readonly ArchiveEntry[]): string | null {
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (entries.length === 0) return 'Il n’y a aucun fichier à télécharger ici.';
  if (entries.length > mostFiles)
    return `Plus de ${formatNumber(mostFiles)} fichiers ne se téléchargent pas d’un coup : prenez un dossier après l’autre.`;
  return bytes > mostBytes
    ? `Plus de ${formatFileSize(mostBytes)} ne se téléchargent pas d’un coup : prenez un dossier après l’autre.`
    : null;
}

/** The archive of these files, as it is made: each is opened when its turn comes. */
export function zippedFiles(
  entries: readonly ArchiveEntry[],
  open: (storageKey: string) => Promise<Readable>,
): AsyncIterable<Uint8Array> {
  async function* opened(): AsyncGenerator<ZipEntry> {
    for (const { path, at, storageKey } of entries) yield { path, at, content: await open(storageKey) };
  }
  return zipped(opened());
}
