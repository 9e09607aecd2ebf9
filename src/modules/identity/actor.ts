import type { Side } from '../../platform/database/index.ts';

export type SiteRole = 'administrator' | 'programme-team';

export interface ActorMembership {
  role: 'copilot' | 'member' | 'observer';
  /** Of a copilot only. */
  side: Side | null;
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

export function isMember(actor: Actor | null, groupId: string): boolean {
  return actor?.state === 'active' && actor.memberships.has(groupId);
}
