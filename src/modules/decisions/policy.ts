import { type Actor, isMember, runsGroup, seesInside } from '../identity/index.ts';

export type DecisionVerb =
  | 'decision.read'
  /** Puts a question, records what was decided, and settles what was put. */
  | 'decision.keep'
  /** Gives one's voice, or that of where one works: those who take part. */
  | 'decision.vote';

/** What rights depend on. */
export interface DecisionFacts {
  groupId: string;
  groupClosed: boolean;
}

/** Whether this person may do that to the decisions of this group. What is public of them is read by everybody, elsewhere. */
export function can(
  actor: Actor | null,
  verb: DecisionVerb,
  { groupId, groupClosed }: DecisionFacts,
): boolean {
  switch (verb) {
    case 'decision.read':
      return seesInside(actor, groupId);
    case 'decision.keep':
      return !groupClosed && runsGroup(actor, groupId);
    case 'decision.vote':
      return !groupClosed && isMember(actor, groupId) && actor?.memberships.get(groupId)?.role !== 'observer';
  }
}
