import type { ModerationState, Side } from '../../platform/database/index.ts';
import { type Actor, copilotedBy, isCopilot, isProgrammeTeam } from '../identity/index.ts';

/** What rights over a case depend on. */
export interface CaseFacts {
  /** Null for what stands outside the groups. */
  groupId: string | null;
  authorId: string | null;
  forCopilots: boolean;
  forTeam: boolean;
  /** Its copilots left it unanswered for long. */
  overdue: boolean;
  state: ModerationState;
  contested: boolean;
  judged: boolean;
  decidedBy: string | null;
  decidedAs: 'copilot' | 'team' | null;
  decidedSide: Side | null;
}

/** What else says whether somebody may judge. */
export interface Interest {
  /** They reported the thing themselves. */
  reported: boolean;
  /** Nobody else is there to do it. */
  alone: boolean;
}

export type CaseVerb =
  | 'case.read'
  /** Hides what was reported, or leaves it in place. */
  | 'case.decide'
  /** Answers the author who contests. */
  | 'case.judge';

/** Looks at what was reported somewhere. */
export function moderates(actor: Actor | null): boolean {
  return isProgrammeTeam(actor) || copilotedBy(actor).length > 0;
}

/** By which right a person looks at a case; null for who does not, its author first. */
export function standingOn(actor: Actor | null, facts: CaseFacts): 'copilot' | 'team' | null {
  if (actor === null || facts.authorId === actor.id) return null;
  if (facts.forCopilots && facts.groupId !== null && isCopilot(actor, facts.groupId)) return 'copilot';
  if (!isProgrammeTeam(actor)) return null;
  return facts.forTeam || facts.contested || facts.overdue ? 'team' : null;
}

/** Whether this person may do that to a case. Who reported a thing does not judge it, unless nobody else is there to. */
export function can(actor: Actor | null, verb: CaseVerb, facts: CaseFacts, interest: Interest): boolean {
  const standing = standingOn(actor, facts);
  if (standing === null) return false;
  const impartial = !interest.reported || interest.alone;
  switch (verb) {
    case 'case.read':
      return true;
    case 'case.decide':
      return facts.state === 'waiting' && impartial;
    case 'case.judge':
      return facts.contested && !facts.judged && impartial && judgesContest(actor, facts);
  }
}

/** Never who hid it, nor a copilot of the same side: the other side, or the programme team. */
function judgesContest(actor: Actor | null, facts: CaseFacts): boolean {
  if (actor === null || facts.decidedBy === actor.id) return false;
  if (isProgrammeTeam(actor)) return true;
  const side = facts.groupId === null ? null : (actor.memberships.get(facts.groupId)?.side ?? null);
  return facts.decidedAs === 'team' || (side !== null && side !== facts.decidedSide);
}
