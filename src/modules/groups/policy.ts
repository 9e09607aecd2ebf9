import type { GroupState } from '../../platform/database/index.ts';
import { type Actor, isCopilot, isProgrammeTeam, runsGroup, seesInside } from '../identity/index.ts';

export type GroupVerb =
  /** Public: the life of the groups is, proposals included. */
  | 'group.view'
  /** Its pages in the collaborative space. */
  | 'group.follow'
  | 'group.create'
  /** How the group presents itself. */
  | 'group.edit'
  /** Its number, its co-piloting organisations, how sure we are of what is said of it. */
  | 'group.govern'
  | 'group.change-state'
  /** Gives it another objective, pauses, resumes or closes it: with a key of each side where both have copilots. */
  | 'group.steer'
  | 'group.plan'
  | 'group.post-progress';

/** What rights depend on. */
export interface GroupFacts {
  id: string;
  state: GroupState;
}

/** Whether this person may do that to this group; `group` is null for `group.create` only. */
export function can(actor: Actor | null, verb: GroupVerb, group: GroupFacts | null): boolean {
  if (verb === 'group.view') return true;
  if (verb === 'group.create') return isProgrammeTeam(actor);
  if (!group) return false;
  switch (verb) {
    case 'group.govern':
    case 'group.change-state':
      return isProgrammeTeam(actor);
    case 'group.follow':
      return seesInside(actor, group.id);
    case 'group.edit':
      // What it shows is public: running the programme takes no opening.
      return isProgrammeTeam(actor) || isCopilot(actor, group.id);
    case 'group.steer':
      return group.state !== 'closed' && isCopilot(actor, group.id);
    case 'group.plan':
    case 'group.post-progress':
      // The plan and the progress of a closed group are its record.
      return group.state !== 'closed' && runsGroup(actor, group.id);
  }
}
