import { type Actor, hasOpened } from '../identity/index.ts';
import type { Group } from './queries.ts';

/** A group whose inside a person reads, and how far: 0 an observer, 1 who takes part, 2 who runs it. */
export interface ReadGroup {
  group: Group;
  level: 0 | 1 | 2;
}

const levels = { observer: 0, member: 1, copilot: 2 } as const;

/**
 * The groups whose inside this person reads now: exchanges, tasks, meetings, documents. The one place that says it for many groups at
 * once; the policy of each page says the same of one.
 */
export function readInside(actor: Actor, groups: readonly Group[]): ReadGroup[] {
  if (actor.state !== 'active') return [];
  return groups.flatMap((group): ReadGroup[] => {
    if (hasOpened(actor, group.id)) return [{ group, level: 2 }];
    const membership = actor.memberships.get(group.id);
    return membership ? [{ group, level: levels[membership.role] }] : [];
  });
}
