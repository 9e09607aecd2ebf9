import { type Actor, isCopilot, isProgrammeTeam } from '../identity/index.ts';

export type ResourceVerb =
  /** Sees it although it was withdrawn. */
  | 'resource.view-withdrawn'
  | 'resource.create'
  | 'resource.edit'
  /** Accepts or refuses what was proposed, and treats what was reported. */
  | 'resource.review'
  /** Writes the taxonomy, which all catalogues share. */
  | 'taxonomy.edit';

/** Whether this person may do that in the catalogue that this group keeps; null when the group is gone. */
export function can(actor: Actor | null, verb: ResourceVerb, groupId: string | null): boolean {
  if (verb === 'taxonomy.edit') return isProgrammeTeam(actor);
  return isProgrammeTeam(actor) || (groupId !== null && isCopilot(actor, groupId));
}
