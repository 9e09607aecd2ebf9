import type { GroupState, MembershipRole } from '../../platform/database/index.ts';
import {
  type Actor,
  copilotedBy,
  isCopilot,
  isMember,
  isProgrammeTeam,
  seesInside,
} from '../identity/index.ts';

/** A person in a group, as far as rights depend on it. */
export interface Target {
  groupId: string;
  accountId: string;
  role: MembershipRole;
}

/** What each verb is about. */
interface Things {
  /** The list of requests; which of them is for `registration.review` to say. */
  'registration.list': null;
  'registration.review': { groupIds: readonly string[] };
  /** Corrects where anybody works, and in what quality. */
  'account.correct': null;
  'membership.join': { state: GroupState; openToAuthorities: boolean };
  'membership.own': { groupId: string };
  /** Who takes part, and in what quality. */
  'membership.list': { groupId: string };
  /** Reaches the place of one of its people; what may be done with it is for the two next to say. */
  'membership.manage': { groupId: string };
  'membership.change-role': Target;
  'membership.remove': Target;
  /** Of those who were taken out of the group. */
  'membership.allow-back': { groupId: string; accountId?: string };
  /** Asks people to come in, by mail. */
  'membership.invite': { id: string; state: GroupState };
  /** Writes to a member through the site. */
  'membership.contact': { groupId: string };
}

const rules: { [Verb in keyof Things]: (actor: Actor, thing: Things[Verb]) => boolean } = {
  'registration.list': (actor) => isProgrammeTeam(actor) || copilotedBy(actor).length > 0,
  'registration.review': (actor, { groupIds }) =>
    isProgrammeTeam(actor) || groupIds.some((id) => isCopilot(actor, id)),
  'account.correct': (actor) => isProgrammeTeam(actor),
  'membership.join': (actor, { state, openToAuthorities }) =>
    // The programme team opens a group, and its copilots read why; as anything else, one of them comes in on their invitation.
    actor.state === 'active' && !isProgrammeTeam(actor) && openToAuthorities && isJoinable(state),
  'membership.own': (actor, { groupId }) => isMember(actor, groupId),
  'membership.list': (actor, { groupId }) => seesInside(actor, groupId),
  'membership.manage': (actor, { groupId }) => isProgrammeTeam(actor) || isCopilot(actor, groupId),
  'membership.change-role': (actor, target) => rolesToGive(actor, target).length > 0,
  'membership.remove': (actor, target) =>
    isProgrammeTeam(actor) || (isCopilot(actor, target.groupId) && target.role !== 'copilot'),
  'membership.allow-back': (actor, { groupId, accountId }) =>
    accountId !== actor.id && (isProgrammeTeam(actor) || isCopilot(actor, groupId)),
  'membership.invite': (actor, { id, state }) =>
    isJoinable(state) && (isProgrammeTeam(actor) || isCopilot(actor, id)),
  'membership.contact': (actor, { groupId }) => seesInside(actor, groupId),
};

/** Whether this person may do that to this thing. A visitor may nothing here. */
export function can<Verb extends keyof Things>(
  actor: Actor | null,
  verb: Verb,
  thing: Things[Verb],
): boolean {
  return actor !== null && rules[verb](actor, thing);
}

/** A group that one can still come into. */
export function isJoinable(state: GroupState): boolean {
  return state === 'proposed' || state === 'active';
}

/** Agents and elected officials of local authorities take part; the others look on and speak as observers. */
export function roleOnJoining(person: Pick<Actor, 'quality' | 'authorityId'>): 'member' | 'observer' {
  const ofAuthority = person.quality === 'agent' || person.quality === 'elu';
  return ofAuthority && person.authorityId !== null ? 'member' : 'observer';
}

/**
 * Roles that this person may give to the target. Co-piloting is the programme team's to give and to take: a
 * copilot of one side cannot put the other side out, only step down. To oneself, nobody gives more than they have.
 */
export function rolesToGive(actor: Actor | null, target: Target): readonly MembershipRole[] {
  const isOneself = target.accountId === actor?.id;
  if (isProgrammeTeam(actor) && !isOneself) return ['copilot', 'member', 'observer'];
  if (!isCopilot(actor, target.groupId)) return [];
  return target.role !== 'copilot' || isOneself ? ['member', 'observer'] : [];
}

/** Roles that this person may invite to: at most their own, and co-piloting, as ever, is the team's to give. */
export function rolesToInvite(actor: Actor | null, groupId: string): readonly MembershipRole[] {
  if (isProgrammeTeam(actor)) return ['copilot', 'member', 'observer'];
  return isCopilot(actor, groupId) ? ['member', 'observer'] : [];
}
