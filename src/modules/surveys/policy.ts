import type { SurveyState } from '../../platform/database/index.ts';
import { type Actor, isCopilot, isProgrammeTeam } from '../identity/index.ts';

export type SurveyVerb =
  /** Sees it: what is open or closed is public, a draft belongs to those who keep it. */
  | 'survey.view'
  | 'survey.create'
  /** Its words, its questions, its dates. */
  | 'survey.edit'
  | 'survey.open'
  | 'survey.close'
  | 'survey.delete'
  /** Results as they come, texts and exports included. */
  | 'survey.results'
  /** Chooses what everybody may read of the results. */
  | 'survey.share'
  /** Answers in the name of one's authority. */
  | 'survey.answer';

/** What rights depend on. */
export interface SurveyFacts {
  /** Of the group that keeps it; null when the programme does. */
  groupId: string | null;
  state: SurveyState;
}

/** Whether this person may do that. Creating is asked about the group that would keep it. */
export function can(actor: Actor | null, verb: SurveyVerb, { groupId, state }: SurveyFacts): boolean {
  const keeps = isProgrammeTeam(actor) || (groupId !== null && isCopilot(actor, groupId));
  switch (verb) {
    case 'survey.view':
      return state !== 'draft' || keeps;
    case 'survey.answer':
      return isOfAuthority(actor);
    case 'survey.delete':
      return keeps && state === 'draft';
    default:
      return keeps;
  }
}

/** Agents and elected officials answer for the authority of their account. */
export function isOfAuthority(actor: Actor | null): actor is Actor & { authorityId: string } {
  return (
    actor?.state === 'active' &&
    actor.authorityId !== null &&
    (actor.quality === 'agent' || actor.quality === 'elu')
  );
}

/** The groups whose surveys this person keeps; null for all of them, and those of the programme. */
export function keptGroups(actor: Actor): string[] | null {
  if (isProgrammeTeam(actor)) return null;
  return [...actor.memberships.keys()].filter((id) => isCopilot(actor, id));
}
