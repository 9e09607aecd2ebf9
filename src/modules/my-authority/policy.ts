import type { Actor } from '../identity/index.ts';

export type AuthorityVerb =
  /** Reads and writes where the authority is with each measure, with a note for colleagues. */
  | 'authority.mark'
  /** Keeps one's answers with one's account. */
  | 'authority.keep-answers';

/** Whether this person may do that for this authority: what they belong to is their account's to say. */
export function can(actor: Actor | null, verb: AuthorityVerb, authorityId: string): boolean {
  if (actor?.state !== 'active') return false;
  switch (verb) {
    case 'authority.mark':
      return actor.authorityId === authorityId;
    case 'authority.keep-answers':
      return true;
  }
}
