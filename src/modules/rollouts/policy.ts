import { type Actor, isCopilot, isProgrammeTeam } from '../identity/index.ts';

export type RolloutVerb =
  /** Says where an authority stands: its own people, for it. */
  | 'rollout.assert'
  /** Says for which authorities one's own does it. */
  | 'rollout.cover'
  /** Says that what is told of one's authority is wrong. */
  | 'rollout.contest'
  /** Reads the file that shows what its authority said. */
  | 'rollout.read-evidence'
  /** Decides of what was contested. */
  | 'rollout.decide'
  /** Adds and undoes files of statements. */
  | 'rollout.import'
  /** Sees whom to call next, and notes what came of it. */
  | 'rollout.accompany';

/** What rights depend on. */
export interface RolloutFacts {
  /** Of the group that follows the rollout; null when there is none any more. */
  groupId: string | null;
  /** The authority it is about, by its id; null when it is about none. */
  authorityId: string | null;
}

/** Whether this person may do that. Whose people they are is their account's to say, never the form's. */
export function can(actor: Actor | null, verb: RolloutVerb, { groupId, authorityId }: RolloutFacts): boolean {
  if (actor?.state !== 'active') return false;
  switch (verb) {
    case 'rollout.assert':
    case 'rollout.cover':
    case 'rollout.contest':
      return authorityId !== null && actor.authorityId === authorityId;
    case 'rollout.read-evidence':
      return (
        (authorityId !== null && actor.authorityId === authorityId) ||
        can(actor, 'rollout.accompany', { groupId, authorityId })
      );
    case 'rollout.decide':
    case 'rollout.import':
    case 'rollout.accompany':
      return isProgrammeTeam(actor) || (groupId !== null && isCopilot(actor, groupId));
  }
}
