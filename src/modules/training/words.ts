import type { TrainingStatus } from '../../platform/database/index.ts';
import type { BadgeKind } from '../../ui/index.ts';
import { plural } from '../../ui/index.ts';
import { modeLabels } from './sessions/content.ts';
import { isFull, placesLeft, type TrainingSession } from './sessions/session.ts';

export const statusLabels: Readonly<Record<TrainingStatus, string>> = {
  draft: 'Brouillon',
  published: 'Publiée',
  cancelled: 'Annulée',
};

export const statusKinds: Readonly<Record<TrainingStatus, BadgeKind>> = {
  draft: 'warning',
  published: 'success',
  cancelled: 'error',
};

/** « Annecy (Haute-Savoie) », « À distance » */
export function placeWords({ mode, territory }: Pick<TrainingSession, 'mode' | 'territory'>): string {
  if (!territory) return modeLabels[mode];
  const place =
    territory.place === '' || territory.place === territory.name
      ? territory.name
      : `${territory.name} (${territory.place})`;
  return mode === 'onsite' ? place : `${modeLabels[mode]}, ${place}`;
}

/** « 3 places restantes », « Complet, liste d’attente ouverte » */
export function placesWords(session: Pick<TrainingSession, 'capacity' | 'registered' | 'waiting'>): string {
  const left = placesLeft(session);
  if (left === null) return 'Nombre de places non limité';
  if (isFull(session)) return 'Complet, liste d’attente ouverte';
  return plural(left, 'place restante', 'places restantes');
}
