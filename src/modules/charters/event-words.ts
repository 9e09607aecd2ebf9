import type { CharterEventKind, PledgeState } from '../../platform/database/index.ts';
import type { BadgeKind } from '../../ui/index.ts';
import type { PledgeTaken } from './register-queries.ts';

const words: Readonly<Record<CharterEventKind, string>> = {
  published: 'Signature publiée',
  renewed: 'Signature renouvelée',
  suspended: 'Signature suspendue',
  reinstated: 'Signature rétablie',
  withdrawn: 'Signature retirée par le signataire',
  replaced: 'Remplacée par une nouvelle signature',
};

export const eventWords = ({ kind }: { kind: CharterEventKind }): string => words[kind];

export const progressLabels: Readonly<Record<PledgeState, string>> = {
  todo: 'À faire',
  doing: 'En cours',
  done: 'Tenu',
  dropped: 'Abandonné',
};

/** Where a pledge stands today, in words: what is not done by the planned day is late. */
export function standingOf(
  { plannedOn, progress }: Pick<PledgeTaken, 'plannedOn' | 'progress'>,
  today: string,
): { label: string; kind: BadgeKind } {
  const state = progress[0]?.state ?? 'todo';
  if (state === 'done') return { label: progressLabels.done, kind: 'success' };
  if (state === 'dropped') return { label: progressLabels.dropped, kind: 'neutral' };
  if (plannedOn < today) return { label: 'En retard', kind: 'warning' };
  return { label: progressLabels[state], kind: state === 'doing' ? 'accent' : 'neutral' };
}
