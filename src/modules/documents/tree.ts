/** Folders inside folders, as far as moving them goes. Pure. */

export interface Folder {
  id: string;
  /** Null at the top. */
  parentId: string | null;
  name: string;
}

/** A folder at the top is 1 deep. */
export const deepest = 5;

export type Folders = ReadonlyMap<string, Folder>;

/** From the top to the folder itself; empty for the top (null) and for a folder that is not there. */
export function pathOf<F extends Folder>(folders: ReadonlyMap<string, F>, id: string | null): F[] {
  const path: F[] = [];
  let folder = id === null ? undefined : folders.get(id);
  while (folder && !path.includes(folder)) {
    path.unshift(folder);
    folder = folder.parentId === null ? undefined : folders.get(folder.parentId);
  }
  return path;
}

/** The folder and all that is inside it, whatever their depth. */
export function within(folders: Folders, id: string): Set<string> {
  const found = new Set([id]);
  // As long as there is a folder inside one already found: a tree is a few levels deep.
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const folder of folders.values())
      if (folder.parentId !== null && found.has(folder.parentId)) found.add(folder.id);
  }
  return found;
}

/** How many levels a folder and its insides take: 1 for a folder without folders. */
export function heightOf(folders: Folders, id: string): number {
  const own = pathOf(folders, id).length;
  return Math.max(...[...within(folders, id)].map((inside) => pathOf(folders, inside).length)) - own + 1;
}

/** Why a folder cannot go there, in French; null when it can. */
export function whyNotMove(folders: Folders, id: string, to: string | null): string | null {
  if (to !== null && within(folders, id).has(to))
    return 'Un dossier ne peut pas aller dans lui-même, ni dans un de ses sous-dossiers.';
  if (pathOf(folders, to).length + heightOf(folders, id) > deepest)
    return `Les dossiers vont jusqu’à ${deepest} niveaux : celui-ci serait trop profond à cet endroit.`;
  return null;
}

/** Why there can be no new folder there, in French; null when there can. */
export function whyNotAdd(folders: Folders, parent: string | null): string | null {
  return pathOf(folders, parent).length >= deepest
    ? `Les dossiers vont jusqu’à ${deepest} niveaux : placez celui-ci plus haut.`
    : null;
}
