import type { Side } from '../../platform/database/index.ts';

export type SiteRole = 'administrator' | 'programme-team';

export interface ActorMembership {
  role: 'copilot' | 'member' | 'observer';
  /** Of a copilot only. */
  side: Side | null;
}

/** The space of a group, open for a time to somebody of the programme team who is not of it. */
export interface Opening {
  group: { slug: string; title: string };
  reason: string;
  until: Date;
}

/** The signed-in person, with everything that rights depend on, read again at each request. */
export interface Actor {
  id: string;
  name: string;
  email: string;
  quality: 'agent' | 'elu' | 'agent_etat' | 'association' | 'editeur' | null;
  /** A pending person may only see where the request stands, a suspended one (`refused`) why. */
  state: 'pending' | 'active' | 'refused';
  authorityId: string | null;
  organisation: string | null;
  roles: ReadonlySet<SiteRole>;
  /** By group id. */
  memberships: ReadonlyMap<string, ActorMembership>;
  /** By group id; those whose time is not over. Of the programme team only. */
  openings: ReadonlyMap<string, Opening>;
  /** Groups that somebody took them out of: joining again is not theirs to decide. */
  removedFrom: ReadonlySet<string>;
  /** '' for one who acts by mail. */
  sessionId: string;
}

export function isAdministrator(actor: Actor | null): boolean {
  return actor?.state === 'active' && actor.roles.has('administrator');
}

/** The programme team; an administrator may do all that it does. */
export function isProgrammeTeam(actor: Actor | null): boolean {
  return actor?.state === 'active' && (actor.roles.has('programme-team') || actor.roles.has('administrator'));
}

export function isCopilot(actor: Actor | null, groupId: string): boolean {
  return actor?.state === 'active' && actor.memberships.get(groupId)?.role === 'copilot';
}

/** The groups that somebody co-pilots. */
export function copilotedBy(actor: Actor | null): string[] {
  return actor ? [...actor.memberships.keys()].filter((groupId) => isCopilot(actor, groupId)) : [];
}

export function isMember(actor: Actor | null, groupId: string): boolean {
  return actor?.state === 'active' && actor.memberships.has(groupId);
}

/**
 * Whether what a group keeps for itself is theirs to read: they are of it, or of the programme team and have opened it.
 * Being of the team opens nothing by itself.
 */
export function seesInside(actor: Actor | null, groupId: string): boolean {
  return isMember(actor, groupId) || hasOpened(actor, groupId);
}

/** Whether they run its work as its copilots do. What a side engages (keys, votes, approvals) is for `isCopilot` alone. */
export function runsGroup(actor: Actor | null, groupId: string): boolean {
  return isCopilot(actor, groupId) || hasOpened(actor, groupId);
}

export function hasOpened(actor: Actor | null, groupId: string): boolean {
  return isProgrammeTeam(actor) && actor?.openings.has(groupId) === true;
}

/** Whether opening it, with a reason that its copilots read, would give them more than they have. */
export function mayOpen(actor: Actor | null, groupId: string): boolean {
  return isProgrammeTeam(actor) && !runsGroup(actor, groupId);
}
