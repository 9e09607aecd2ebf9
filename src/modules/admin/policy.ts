import { type Actor, isAdministrator, isProgrammeTeam } from '../identity/index.ts';

/** Looks over the whole instance: journal, accounts, outgoing mail. */
export function mayAdminister(actor: Actor | null): boolean {
  return isProgrammeTeam(actor);
}

/** Gives and takes the roles that hold everywhere. */
export function mayGrantRoles(actor: Actor | null): boolean {
  return isAdministrator(actor);
}
