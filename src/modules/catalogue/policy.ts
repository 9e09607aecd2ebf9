import { type Actor, isCopilot, isProgrammeTeam } from '../identity/index.ts';

export type ResourceVerb =
  /** Sees it although it was withdrawn. */
  | 'resource.view-withdrawn'
  | 'resource.create'
  | 'resource.edit'
  /** Takes the whole as a table, and sends it back. */
  | 'resource.import'
  /** Accepts or refuses what was proposed, and treats what was reported. */
  | 'resource.review'
  /** Says for one's authority that it uses a resource, and takes that back. */
  | 'resource.use'
  /** Writes the taxonomy, which all catalogues share. */
  | 'taxonomy.edit';

/** Whether this person may do that in the catalogue that this group keeps; null when the group is gone. */
export function can(actor: Actor | null, verb: ResourceVerb, groupId: string | null): boolean {
  if (verb === 'taxonomy.edit') return isProgrammeTeam(actor);
  if (verb === 'resource.use') return actor?.state === 'active' && actor.authorityId !== null;
  return isProgrammeTeam(actor) || (groupId !== null && isCopilot(actor, groupId));
}
