import type { DeliverableState } from '../../platform/database/index.ts';
import { type Actor, isMember, isProgrammeTeam, runsGroup, seesInside } from '../identity/index.ts';

export type DeliverableVerb =
  | 'deliverable.view'
  /** The list of a group's space, with what is not published yet. */
  | 'deliverable.list'
  | 'deliverable.create'
  | 'deliverable.edit'
  /** What was shown to everybody is withdrawn, never deleted. */
  | 'deliverable.delete'
  | 'deliverable.publish'
  | 'deliverable.withdraw';

/** What rights depend on; a null group is the programme as a whole. */
export interface DeliverableFacts {
  groupId: string | null;
  state: DeliverableState;
}

/** Whether this person may do that to this deliverable. */
export function can(actor: Actor | null, verb: DeliverableVerb, deliverable: DeliverableFacts): boolean {
  const { groupId, state } = deliverable;
  switch (verb) {
    case 'deliverable.view':
      if (state === 'published') return true;
      // Work in progress is shared with those who take part in it; what was withdrawn is not.
      return runs(actor, groupId) || (state === 'draft' && takesPart(actor, groupId));
    case 'deliverable.list':
      return groupId === null ? runs(actor, groupId) : seesInside(actor, groupId);
    case 'deliverable.delete':
      return state === 'draft' && runs(actor, groupId);
    case 'deliverable.create':
    case 'deliverable.edit':
    case 'deliverable.publish':
    case 'deliverable.withdraw':
      return runs(actor, groupId);
  }
}

function runs(actor: Actor | null, groupId: string | null): boolean {
  return groupId === null ? isProgrammeTeam(actor) : runsGroup(actor, groupId);
}

function takesPart(actor: Actor | null, groupId: string | null): boolean {
  return groupId !== null && isMember(actor, groupId) && actor?.memberships.get(groupId)?.role !== 'observer';
}

/** What still lacks before it can be published, in French; nothing when it can. */
export function lacking(deliverable: {
  title: string;
  description: string;
  kind: string;
  places: number;
}): string[] {
  return [
    deliverable.title === '' && 'un titre',
    deliverable.description === '' && 'une description',
    deliverable.kind === '' && 'un type',
    deliverable.places === 0 && 'au moins un fichier ou un lien',
  ].filter((missing) => missing !== false);
}
