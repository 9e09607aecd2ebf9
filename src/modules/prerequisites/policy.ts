import type { Actor } from '../identity/index.ts';

/** Reads and writes how far one's own authority is with a checklist. */
export type PrerequisiteVerb = 'prerequisite.mark';

/** The authority whose progress this person shares: their own, as their account says; null when they share none. */
export function ownAuthority(actor: Actor | null): string | null {
  return actor?.state === 'active' ? actor.authorityId : null;
}
