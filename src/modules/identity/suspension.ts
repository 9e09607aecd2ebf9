import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { notSuspended } from './accounts.ts';
import { keepAnAdministrator } from './roles.ts';

interface Act {
  actor: { id: string; name: string };
  accountId: string;
  publicUrl: string;
  now: Date;
}

/** Why and since when a person who was let in is kept out. */
export interface Suspension {
  since: Date;
  reason: string;
}

/** A person who may be kept out, held until the transaction ends. Throws Refusal for who may not, the last administrator first. */
export async function holdSuspendable(tx: Db, accountId: string) {
  await keepAnAdministrator(tx, accountId);
  const account = await tx
    .selectFrom('accounts')
    .select(['name', 'email', 'state', 'demonstration', 'version', 'suspended_at'])
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  const isIn = account?.state === 'active' || account?.suspended_at != null;
  if (!account?.email || !isIn)
    throw new Refusal('Cette personne n’a pas de compte actif : il n’y a rien à suspendre.');
  if (account.demonstration) throw new Refusal('Un compte de démonstration ne se suspend pas.');
  return { ...account, email: account.email };
}

/** Keeps a person out from this moment: what they hold (roles, places in groups) stays, without effect. */
export async function putOut(
  tx: Db,
  { actor, accountId, reason, now }: Omit<Act, 'publicUrl'> & { reason: string },
): Promise<void> {
  await tx
    .updateTable('accounts')
    .set((eb) => ({
      state: 'refused',
      suspended_at: now,
      suspended_by: actor.id,
      suspension_reason: reason,
      updated_at: now,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', accountId)
    .execute();
  for (const table of ['sessions', 'sign_in_links', 'email_changes'] as const) {
    await tx.deleteFrom(table).where('account_id', '=', accountId).execute();
  }
}

/** Lets a suspended person in again, with all that they held, and tells them; null for who is not suspended. */
export async function letIn(
  tx: Db,
  { accountId, publicUrl, now }: Omit<Act, 'actor'>,
  why = 'L’équipe du programme a rétabli votre accès à l’espace collaboratif de Cordée.',
): Promise<{ name: string } | null> {
  const account = await tx
    .updateTable('accounts')
    .set((eb) => ({ ...notSuspended, state: 'active', updated_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', accountId)
    .where('suspended_at', 'is not', null)
    .returning(['name', 'email', 'version'])
    .executeTakeFirst();
  if (!account?.email) return null;
  await queueMail(tx, {
    to: account.email,
    key: `account:${accountId}:restored:${account.version}`,
    subject: 'Votre accès à Cordée est rétabli',
    text: `Bonjour,

${why} Vous retrouvez vos groupes tels que vous les aviez laissés.

Ouvrir votre espace : ${publicUrl}/espace
`,
  });
  return { name: account.name };
}

/** Lets a suspended person in again: one person may. Whatever suspension waits is refused with it. Who may is for the caller to check. */
export async function restoreAccount(tx: Db, act: Act): Promise<void> {
  const { actor, accountId, now } = act;
  const account = await letIn(tx, act);
  if (!account) throw new Refusal('L’accès de cette personne n’est pas suspendu.');
  await tx
    .updateTable('suspension_proposals')
    .set({
      state: 'refused',
      decided_by: actor.id,
      decided_at: now,
      decision_reason: 'L’accès est rétabli.',
    })
    .where('account_id', '=', accountId)
    .where('state', '=', 'waiting')
    .execute();
  await record(tx, {
    actor,
    verb: 'account.restore',
    thing: { type: 'account', id: accountId, label: account.name },
  });
}

/** Null for whoever is not suspended. */
export async function suspensionOf(db: Db, accountId: string): Promise<Suspension | null> {
  const row = await db
    .selectFrom('accounts')
    .select(['suspended_at', 'suspension_reason'])
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (!row?.suspended_at) return null;
  return { since: row.suspended_at, reason: row.suspension_reason ?? '' };
}
