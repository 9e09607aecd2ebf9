import type { Db, SiteRole } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';

interface RoleChange {
  actor: { id: string; name: string };
  accountId: string;
  role: SiteRole;
  now: Date;
}

/** The administrators who can act, held until the transaction ends: two cannot leave at the same time. */
async function holdAdministrators(tx: Db): Promise<string[]> {
  await tx
    .selectFrom('account_roles')
    .select('account_id')
    .where('role', '=', 'administrator')
    .orderBy('account_id')
    // Their role only: an account row held by a deletion under way must not be waited for.
    .forUpdate()
    .execute();
  // Read once they are held: one of them may have been suspended while this waited.
  const rows = await tx
    .selectFrom('account_roles')
    .innerJoin('accounts', 'accounts.id', 'account_roles.account_id')
    .where('account_roles.role', '=', 'administrator')
    .where('accounts.state', '=', 'active')
    .where('accounts.demonstration', '=', false)
    .select('account_roles.account_id')
    .execute();
  return rows.map(({ account_id }) => account_id);
}

/** Throws Refusal when this account is the only one left that can administer the instance. */
export async function keepAnAdministrator(tx: Db, accountId: string): Promise<void> {
  const administrators = await holdAdministrators(tx);
  if (administrators.includes(accountId) && administrators.length === 1) {
    throw new Refusal(
      'Il ne resterait plus d’administrateur. Donnez d’abord ce rôle à une autre personne, depuis sa fiche (Administration, Comptes).',
    );
  }
}

export async function hasAdministrator(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('account_roles')
    .innerJoin('accounts', 'accounts.id', 'account_roles.account_id')
    .where('account_roles.role', '=', 'administrator')
    .where('accounts.state', '=', 'active')
    .where('accounts.demonstration', '=', false)
    .select('account_roles.account_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives a role over the whole site; holds from the person's next request. Who may is for the caller to check. */
export async function grantRole(tx: Db, { actor, accountId, role, now }: RoleChange): Promise<void> {
  // Held, so that the account cannot be deleted between this look and the grant.
  const account = await tx
    .selectFrom('accounts')
    .select(['name', 'state', 'demonstration'])
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  if (account?.state !== 'active') throw new Refusal('Cette personne n’a pas de compte actif.');
  if (account.demonstration && role === 'administrator') {
    throw new Refusal('Un compte de démonstration ne peut pas administrer l’instance.');
  }
  const granted = await tx
    .insertInto('account_roles')
    .values({ account_id: accountId, role, granted_by: actor.id, granted_at: now })
    .onConflict((conflict) => conflict.constraint('account_roles_once').doNothing())
    .returning('role')
    .executeTakeFirst();
  if (!granted) return;
  await record(tx, {
    actor,
    verb: 'role.grant',
    thing: { type: 'account', id: accountId, label: account.name },
    detail: { role },
  });
}

/** Takes a role back; holds from the person's next request. Throws Refusal for the last administrator. */
export async function revokeRole(tx: Db, { actor, accountId, role }: RoleChange): Promise<void> {
  if (role === 'administrator') await keepAnAdministrator(tx, accountId);
  const revoked = await tx
    .deleteFrom('account_roles')
    .where('account_id', '=', accountId)
    .where('role', '=', role)
    .returning('role')
    .executeTakeFirst();
  if (!revoked) return;
  const account = await tx
    .selectFrom('accounts')
    .select('name')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  await record(tx, {
    actor,
    verb: 'role.revoke',
    thing: { type: 'account', id: accountId, label: account.name },
    detail: { role },
  });
}
