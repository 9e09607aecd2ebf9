import type { FolderLine, VersionLine } from '../queries.ts';
import { pathOf } from '../tree.ts';

const kinds: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'text/plain': 'Texte',
  'text/csv': 'CSV',
  'text/markdown': 'Texte',
  'application/zip': 'Archive ZIP',
  'application/json': 'JSON',
};

/** What a file is, in a word. */
export function kindWords({ name, mediaType }: { name: string; mediaType: string }): string {
  const [family] = mediaType.split('/');
  if (family === 'image') return 'Image';
  if (family === 'audio') return 'Son';
  if (family === 'video') return 'Vidéo';
  return kinds[mediaType] ?? /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toUpperCase() ?? 'Fichier';
}

/** The folders of a group as the choices of a list: `Réunions / 2027`. */
export function folderChoices(
  folders: ReadonlyMap<string, FolderLine>,
  without: ReadonlySet<string> = new Set(),
): { value: string; label: string }[] {
  return [...folders.values()]
    .filter(({ id }) => !without.has(id))
    .map(({ id }) => ({
      value: id,
      label: pathOf(folders, id)
        .map(({ name }) => name)
        .join(' / '),
    }))
    .sort((a, b) => a.label.localeCompare(b.label, 'fr'));
}

/** `bilan.pdf` gives `bilan (version 2).pdf`: saved beside the others, it does not replace them. */
export function versionName(name: string, { number }: Pick<VersionLine, 'number'>): string {
  return name.replace(/(\.[a-z0-9]{1,10})?$/i, ` (version ${number})$1`);
}
