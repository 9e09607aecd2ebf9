import { type Actor, isAdministrator, isProgrammeTeam, type SiteRole } from '../identity/index.ts';

/** Looks over the whole instance: journal, accounts, outgoing mail. */
export function mayAdminister(actor: Actor | null): boolean {
  return isProgrammeTeam(actor);
}

/** An account, as far as the right to stop it depends on it. */
interface Stoppable {
  id: string;
  roles: readonly { role: SiteRole }[];
}

/** Suspends or restores an access: nobody their own, and an administrator's for another one only. */
export function maySuspend(actor: Actor | null, account: Stoppable): boolean {
  if (!isProgrammeTeam(actor) || actor?.id === account.id) return false;
  return isAdministrator(actor) || !account.roles.some(({ role }) => role === 'administrator');
}

/** Gives and takes the roles that hold everywhere. */
export function mayGrantRoles(actor: Actor | null): boolean {
  return isAdministrator(actor);
}
