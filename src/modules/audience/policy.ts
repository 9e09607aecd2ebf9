import { type Actor, isProgrammeTeam } from '../identity/index.ts';

export type AudienceVerb =
  /** Tries a rule over all authorities. */
  | 'audience.try'
  /** Writes the questions that rules ask of authorities. */
  | 'flag.edit';

/** What somebody has to do with measures, which this module does not know. */
export interface AgendaPart {
  keepsAgenda: boolean;
  editsMeasures: boolean;
}

/** Whether this person may do that. */
export function can(actor: Actor | null, verb: AudienceVerb, part: AgendaPart): boolean {
  if (isProgrammeTeam(actor)) return true;
  if (actor?.state !== 'active') return false;
  return verb === 'flag.edit' ? part.keepsAgenda : part.keepsAgenda || part.editsMeasures;
}
