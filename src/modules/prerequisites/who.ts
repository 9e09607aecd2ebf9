import { uncapitalised } from '../../ui/index.ts';
import type { Checklist, Point, Reader } from './content.ts';

/** Who sees to a point, in the words of whoever reads the list. */
export function whoWords({ roles }: Pick<Checklist, 'roles'>, { role, side }: Point, reader: Reader): string {
  const label = roles.find(({ slug }) => slug === role)?.label;
  if (label === undefined) return 'Non précisé';
  if (reader === 'authority') {
    return side === 'either' ? `${label}, ou votre éditeur pour votre compte` : label;
  }
  if (side === 'vendor') return 'Vous';
  const theirs = `La collectivité (${uncapitalised(label)})`;
  return side === 'either' ? `${theirs}, ou vous pour son compte` : theirs;
}

/** What a reader who knows nothing of it is told of how long a point takes. */
export const durationWords = ({ duration }: Pick<Point, 'duration'>): string => duration ?? 'Non connu';

export const readerLabels: Record<Reader, string> = {
  authority: 'Pour une collectivité',
  vendor: 'Pour un éditeur',
};

export function checklistHref(rollout: string, reader: Reader, extension = ''): string {
  const path = `/deploiements/${rollout}/prerequis${extension}`;
  return reader === 'vendor' ? `${path}?pour=editeur` : path;
}
