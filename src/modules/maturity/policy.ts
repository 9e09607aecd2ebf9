import { type Actor, isCopilot, isProgrammeTeam } from '../identity/index.ts';

/** `maturity.figures`: reads and exports what authorities answered, all together. */
export type MaturityVerb = 'maturity.figures';

/** Whether this person may do that: the programme team, and the copilots of the group on data; null when it is gone. */
export function can(actor: Actor | null, _verb: MaturityVerb, groupId: string | null): boolean {
  return isProgrammeTeam(actor) || (groupId !== null && isCopilot(actor, groupId));
}
