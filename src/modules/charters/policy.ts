import { type Actor, isCopilot, isProgrammeTeam } from '../identity/index.ts';

export type CharterVerb =
  /** Publishes a new version of the text. */
  | 'charter.publish'
  /** Sees what waits to be reviewed. */
  | 'charter.review'
  /** Decides of one signature: never one's own. */
  | 'charter.decide'
  /** Suspends a published signature, and reinstates it. */
  | 'charter.suspend';

/** Who signed: by account when one was signed in, and by address. */
export interface SignedBy {
  accountId: string | null;
  email: string | null;
}

/** What rights depend on. */
export interface CharterFacts {
  /** Of the group that keeps the charter; null when there is none any more. */
  groupId: string | null;
  /** Of the signature that it is about; null when it is about none. */
  signedBy: SignedBy | null;
}

/** Whether this person may do that. */
export function can(actor: Actor | null, verb: CharterVerb, { groupId, signedBy }: CharterFacts): boolean {
  const keeps = isProgrammeTeam(actor) || (groupId !== null && isCopilot(actor, groupId));
  if (!actor || !keeps) return false;
  return verb !== 'charter.decide' || (signedBy !== null && !isSamePerson(actor, signedBy));
}

/** The same account, or the same mailbox whatever is written after a `+`. */
export function isSamePerson(actor: Pick<Actor, 'id' | 'email'>, { accountId, email }: SignedBy): boolean {
  return actor.id === accountId || (email !== null && mailbox(actor.email) === mailbox(email));
}

const mailbox = (address: string): string => address.toLowerCase().replace(/\+[^@]*(?=@)/, '');
