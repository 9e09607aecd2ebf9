import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { forgetRecipient } from '../../platform/mail/index.ts';
import { forgetPerson, record } from '../audit/index.ts';
import { addressVouchedFor, notSuspended } from './accounts.ts';
import { forgetExports } from './data-export.ts';
import { rememberDeparture } from './departures.ts';
import { keepAnAdministrator } from './roles.ts';

/** What others read where a person who left once wrote. */
export const deletedName = 'Compte supprimé';

/** What is left of an account: a row that others' content may still name. */
export const emptied = {
  state: 'deleted',
  name: deletedName,
  email: null,
  quality: null,
  authority_id: null,
  organisation_slug: null,
  affiliation_label: null,
  function_title: '',
  email_confirmed_at: null,
  informed_at: null,
  last_seen_at: null,
  refuses_contact: false,
  ...notSuspended,
  ...addressVouchedFor,
} as const;

/** Removes what a module keeps of a person; throws Refusal when they cannot leave yet. */
export type AccountDeletion = (tx: Db, accountId: string, now: Date) => Promise<void>;

const handlers = new Set<AccountDeletion>();

/**
 * Has `handler` run in the transaction that deletes an account, before anything of it is gone. Pass a function
 * of the module, not a closure made anew at each start: the same one is kept once.
 */
export function onAccountDeletion(handler: AccountDeletion): void {
  handlers.add(handler);
}

/**
 * Deletes a person: what they wrote for others stays, under no name; nothing personal is left, but for a hash of the
 * address of whoever was suspended or kept out of a group.
 */
export async function deleteAccount(
  tx: Db,
  { accountId, now }: { accountId: string; now: Date },
): Promise<void> {
  const account = await tx
    .selectFrom('accounts')
    .select(['email', 'demonstration'])
    .where('id', '=', accountId)
    .where('state', '<>', 'deleted')
    .forUpdate()
    .executeTakeFirst();
  if (!account) return;
  if (account.demonstration) throw new Refusal('Un compte de démonstration ne se supprime pas.');
  await keepAnAdministrator(tx, accountId);
  // Before the handlers take away what this reads.
  if (account.email) await rememberDeparture(tx, { accountId, email: account.email, now });
  for (const handler of handlers) await handler(tx, accountId, now);
  await forgetExports(tx, accountId);
  await tx.deleteFrom('suspension_proposals').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('account_roles').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('sign_in_links').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('email_changes').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('sessions').where('account_id', '=', accountId).execute();
  await tx
    .updateTable('accounts')
    .set((eb) => ({
      ...emptied,
      updated_at: now,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', accountId)
    .execute();
  if (account.email) await forgetRecipient(tx, account.email);
  await forgetPerson(tx, accountId, deletedName);
  await record(tx, {
    actor: { id: accountId, name: deletedName },
    verb: 'account.delete',
    thing: { type: 'account', id: accountId, label: deletedName },
  });
}
