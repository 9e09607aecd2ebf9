import { type Actor, isProgrammeTeam } from '../../identity/index.ts';

/** Writes pages and news, and sees the drafts. */
export function mayEditPages(actor: Actor | null): boolean {
  return isProgrammeTeam(actor);
}
