import type { SurveyState } from '../../platform/database/index.ts';
import { type Actor, isProgrammeTeam, runsGroup } from '../identity/index.ts';

export type SurveyVerb =
  /** Sees it: what is open or closed is public, a draft belongs to those who keep it. The programme team opens the group first. */
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
  const keeps = groupId === null ? isProgrammeTeam(actor) : runsGroup(actor, groupId);
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

/** Whose surveys somebody keeps. */
export interface Kept {
  groupIds: readonly string[];
  /** Those of the programme, without a group. */
  programme: boolean;
}

/** Whose surveys this person keeps: of the groups that they co-pilot or have opened, of the programme for its team. */
export function keptBy(actor: Actor): Kept {
  const near = new Set([...actor.memberships.keys(), ...actor.openings.keys()]);
  return { groupIds: [...near].filter((id) => runsGroup(actor, id)), programme: isProgrammeTeam(actor) };
}

/** Whether there is anybody's survey for them to keep. */
export function keepsSurveys(actor: Actor | null): boolean {
  if (!actor) return false;
  const { groupIds, programme } = keptBy(actor);
  return programme || groupIds.length > 0;
}
