import { ElsewhereFirst } from '../../../platform/http/index.ts';
import { type Actor, isProgrammeTeam, seesInside } from '../../identity/index.ts';

export const openingPath = (slug: string): string => `/espace/groupes/${slug}/ouverture`;
export const journalPath = (slug: string): string => `/espace/groupes/${slug}/ouvertures`;

/**
 * Sends somebody of the programme team who asks for what a group keeps for itself, and is not of it, to where they open it
 * with a reason. For anyone else nothing happens: what they hear is the caller's to say.
 */
export function askToOpen(actor: Actor | null, group: { id: string; slug: string }): void {
  if (!isProgrammeTeam(actor) || seesInside(actor, group.id)) return;
  throw new ElsewhereFirst(
    'Ouvrez d’abord l’espace de ce groupe, en disant pourquoi : ses copilotes le liront.',
    openingPath(group.slug),
  );
}
