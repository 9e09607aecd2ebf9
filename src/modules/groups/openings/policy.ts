import { type Actor, hasOpened, isCopilot, isProgrammeTeam, mayOpen } from '../../identity/index.ts';

export type OpeningVerb =
  /** Its form, which says so when the group is open already. */
  | 'opening.start'
  | 'opening.end'
  /** Who opened the group, when and why. */
  | 'opening.list';

/** Whether this person may do that to the space of this group. */
export function can(actor: Actor | null, verb: OpeningVerb, groupId: string): boolean {
  switch (verb) {
    case 'opening.start':
      return mayOpen(actor, groupId) || hasOpened(actor, groupId);
    case 'opening.end':
      // Its time may just be over: ending it then changes nothing.
      return isProgrammeTeam(actor);
    case 'opening.list':
      // A reason may name somebody of the group: those who answer for it read it, not all its people.
      return isProgrammeTeam(actor) || isCopilot(actor, groupId);
  }
}
