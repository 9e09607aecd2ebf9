import type { GroupState } from '../../platform/database/index.ts';
import { type Actor, isProgrammeTeam, runsGroup, seesInside } from '../identity/index.ts';

export type DocumentVerb =
  | 'document.read'
  /** Send files and versions, make folders, rename, move. */
  | 'document.write'
  /** Put in the bin, and take out of it. */
  | 'document.delete'
  | 'document.make-deliverable'
  | 'document.report'
  /** Hides what another sent, and opens what is hidden. */
  | 'document.moderate'
  /** How much the files of the group may weigh. */
  | 'document.set-quota';

/** What rights depend on. */
export interface DocumentFacts {
  group: { id: string; state: GroupState };
  /** Who made the document or folder in question. */
  madeBy?: string | null;
}

/** Whether this person may do that to the documents of this group. */
export function can(actor: Actor | null, verb: DocumentVerb, { group, madeBy }: DocumentFacts): boolean {
  const runs = runsGroup(actor, group.id);
  if (verb === 'document.read') return seesInside(actor, group.id);
  if (verb === 'document.set-quota') return isProgrammeTeam(actor);
  if (verb === 'document.report') return seesInside(actor, group.id) && madeBy !== actor?.id;
  if (verb === 'document.moderate') return runs && madeBy !== actor?.id;
  // What a closed group made is its record.
  if (group.state === 'closed') return false;
  const takesPart = actor?.state === 'active' && actor.memberships.get(group.id)?.role === 'member';
  switch (verb) {
    case 'document.write':
      return runs || takesPart;
    case 'document.delete':
      return runs || (takesPart && madeBy === actor.id);
    case 'document.make-deliverable':
      return runs;
  }
}
