import type { AccountQuality, AccountState, Db } from '../../platform/database/index.ts';
import { Conflict } from '../../platform/http/index.ts';
import { bodyColumns, bodyWords } from './body-words.ts';

/** What an account bears that nobody suspended. */
export const notSuspended = { suspended_at: null, suspended_by: null, suspension_reason: null } as const;

/** What an account bears whose address nobody has to look at. */
export const addressVouchedFor = { address_to_check_since: null, vouched_domain: null } as const;

export interface NewAccount {
  /** In lower case, as `fields.email()` gives it. */
  email: string;
  name: string;
  quality: AccountQuality;
  authorityId: string | null;
  organisation: string | null;
  /** What was typed when neither list had it. */
  affiliationLabel: string | null;
  functionTitle: string;
  now: Date;
}

/**
 * Opens a pending account. Whoever signs up again before having confirmed the address starts anew; an account
 * that was confirmed once is left as it is: `known`. The person must not be told which of the two it was.
 */
export async function openAccount(
  tx: Db,
  account: NewAccount,
): Promise<{ id: string; email: string; known: boolean }> {
  const values = {
    name: account.name,
    quality: account.quality,
    authority_id: account.authorityId,
    organisation_slug: account.organisation,
    affiliation_label: account.affiliationLabel,
    function_title: account.functionTitle,
    informed_at: account.now,
    updated_at: account.now,
  };
  const written = await tx
    .insertInto('accounts')
    .values({ ...values, email: account.email, created_at: account.now })
    .onConflict((conflict) =>
      conflict
        .constraint('accounts_email_once')
        .doUpdateSet(values)
        .where('accounts.state', '=', 'pending')
        .where('accounts.email_confirmed_at', 'is', null),
    )
    .returning('id')
    .executeTakeFirst();
  if (written) return { id: written.id, email: account.email, known: false };
  const existing = await tx
    .selectFrom('accounts')
    .select('id')
    .where('email', '=', account.email)
    .executeTakeFirstOrThrow();
  return { id: existing.id, email: account.email, known: true };
}

/** Lets a person in; true when that changed anything. Whoever calls writes the audit line and the mail. */
export async function acceptAccount(tx: Db, accountId: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('accounts')
    .set((eb) => ({ state: 'active', updated_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', accountId)
    .where('state', 'in', ['pending', 'refused'])
    // Whoever was suspended comes back through `restoreAccount` alone.
    .where('suspended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Turns down a person who was not let in yet; true when that changed anything. */
export async function refuseAccount(tx: Db, accountId: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('accounts')
    .set((eb) => ({ state: 'refused', updated_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', accountId)
    .where('state', '=', 'pending')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts a decision back to be taken: the person waits again. Whoever has a role over the site stays in. */
export async function returnToPending(tx: Db, accountIds: readonly string[], now: Date): Promise<void> {
  if (accountIds.length === 0) return;
  await tx
    .updateTable('accounts')
    .set((eb) => ({ ...notSuspended, state: 'pending', updated_at: now, version: eb('version', '+', 1) }))
    .where('id', 'in', accountIds)
    .where('state', 'in', ['active', 'refused'])
    .where('id', 'not in', (eb) => eb.selectFrom('account_roles').select('account_id'))
    .execute();
}

export interface Profile {
  id: string;
  name: string;
  email: string;
  functionTitle: string;
  quality: AccountQuality | null;
  /** Where the person works, in words. */
  affiliation: string | null;
  state: AccountState;
  demonstration: boolean;
  /** Whether the members of their groups may not write to them through the site. */
  refusesContact: boolean;
  version: number;
}

/** What a person may see of their own account. */
export async function readProfile(db: Db, accountId: string): Promise<Profile> {
  const row = await db
    .selectFrom('accounts')
    .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .where('accounts.id', '=', accountId)
    .select([
      'accounts.id',
      'accounts.name',
      'accounts.email',
      'accounts.function_title',
      'accounts.quality',
      'accounts.affiliation_label',
      'accounts.state',
      'accounts.demonstration',
      'accounts.refuses_contact',
      'accounts.version',
      ...bodyColumns,
    ])
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    name: row.name,
    email: row.email ?? '',
    functionTitle: row.function_title,
    quality: row.quality,
    affiliation: bodyWords(row) ?? row.affiliation_label,
    state: row.state,
    demonstration: row.demonstration,
    refusesContact: row.refuses_contact,
    version: row.version,
  };
}

/** Changes what a person says of themselves. Throws Conflict when it changed in another window meanwhile. */
export async function editProfile(
  tx: Db,
  edit: {
    accountId: string;
    name: string;
    functionTitle: string;
    refusesContact: boolean;
    version: number;
    now: Date;
  },
): Promise<void> {
  const row = await tx
    .updateTable('accounts')
    .set((eb) => ({
      name: edit.name,
      function_title: edit.functionTitle,
      refuses_contact: edit.refusesContact,
      updated_at: edit.now,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', edit.accountId)
    .where('version', '=', edit.version)
    .where('state', '<>', 'deleted')
    .returning('id')
    .executeTakeFirst();
  if (row) return;
  const current = await readProfile(tx, edit.accountId);
  throw new Conflict(
    'Votre compte a été modifié dans une autre fenêtre.',
    { nom: current.name, fonction: current.functionTitle },
    current.version,
  );
}

/** Where a person reads mail; null for nobody, once the account is gone, or while it is not active. */
export async function addressOf(db: Db, accountId: string | null): Promise<string | null> {
  if (accountId === null) return null;
  const account = await db
    .selectFrom('accounts')
    .select('email')
    .where('id', '=', accountId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return account?.email ?? null;
}
