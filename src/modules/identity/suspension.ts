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

/**
 * Keeps a person out from this moment: what they hold (roles, places in groups) stays, without effect. Throws
 * Refusal for the last administrator. Who may is for the caller to check.
 */
export async function suspendAccount(
  tx: Db,
  { actor, accountId, reason, publicUrl, now }: Act & { reason: string },
): Promise<void> {
  await keepAnAdministrator(tx, accountId);
  const account = await tx
    .selectFrom('accounts')
    .select(['name', 'email', 'state', 'demonstration', 'version'])
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  if (account?.state !== 'active' || !account.email) {
    throw new Refusal('Cette personne n’a pas de compte actif : il n’y a rien à suspendre.');
  }
  if (account.demonstration) throw new Refusal('Un compte de démonstration ne se suspend pas.');
  await tx
    .updateTable('accounts')
    .set({
      state: 'refused',
      suspended_at: now,
      suspended_by: actor.id,
      suspension_reason: reason,
      updated_at: now,
      version: account.version + 1,
    })
    .where('id', '=', accountId)
    .execute();
  for (const table of ['sessions', 'sign_in_links', 'email_changes'] as const) {
    await tx.deleteFrom(table).where('account_id', '=', accountId).execute();
  }
  await record(tx, {
    actor,
    verb: 'account.suspend',
    thing: { type: 'account', id: accountId, label: account.name },
    detail: { reason },
  });
  await queueMail(tx, {
    to: account.email,
    key: `account:${accountId}:suspended:${account.version + 1}`,
    subject: 'Votre accès à Cordée est suspendu',
    text: `Bonjour,

L’équipe du programme a suspendu votre accès à l’espace collaboratif de Cordée, pour ce motif :

${reason}

Vos groupes sont gardés, mais vous n’y avez plus accès et n’en recevez plus de courriel.

Une erreur ? Écrivez à l’équipe du programme : ${publicUrl}/contact
Le site public reste ouvert à tous : ${publicUrl}
`,
  });
}

/** Lets a suspended person in again, with all that they held. Who may is for the caller to check. */
export async function restoreAccount(tx: Db, { actor, accountId, publicUrl, now }: Act): Promise<void> {
  const account = await tx
    .updateTable('accounts')
    .set((eb) => ({ ...notSuspended, state: 'active', updated_at: now, version: eb('version', '+', 1) }))
    .where('id', '=', accountId)
    .where('suspended_at', 'is not', null)
    .returning(['name', 'email', 'version'])
    .executeTakeFirst();
  if (!account?.email) throw new Refusal('L’accès de cette personne n’est pas suspendu.');
  await record(tx, {
    actor,
    verb: 'account.restore',
    thing: { type: 'account', id: accountId, label: account.name },
  });
  await queueMail(tx, {
    to: account.email,
    key: `account:${accountId}:restored:${account.version}`,
    subject: 'Votre accès à Cordée est rétabli',
    text: `Bonjour,

L’équipe du programme a rétabli votre accès à l’espace collaboratif de Cordée. Vous retrouvez vos groupes tels que vous les aviez laissés.

Ouvrir votre espace : ${publicUrl}/espace
`,
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
