import type { Side } from '../../../platform/database/index.ts';
import { type Actor, isCopilot, runsGroup } from '../../identity/index.ts';

export type KeyVerb = 'key.read' | 'key.turn' | 'key.refuse' | 'key.withdraw';

/** What rights depend on; for `key.read`, of the group alone. */
export interface KeyFacts {
  groupId: string;
  request?: { side: Side; askedBy: string };
}

/** Whether this person may do that to what waits for a key. The programme team holds no key: where it opened the group, it reads. */
export function can(actor: Actor | null, verb: KeyVerb, { groupId, request }: KeyFacts): boolean {
  if (verb === 'key.read') return runsGroup(actor, groupId);
  if (!actor || !request || !isCopilot(actor, groupId)) return false;
  const side = actor.memberships.get(groupId)?.side;
  return verb === 'key.withdraw'
    ? side === request.side
    : side !== request.side && actor.id !== request.askedBy;
}
