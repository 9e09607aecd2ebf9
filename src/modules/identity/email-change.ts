import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import { record } from '../audit/index.ts';
import { addressCheck, mailTeamToCheck } from './address-check.ts';
import { rememberDeparture } from './departures.ts';
import { domainOf } from './mail-domains.ts';
import { suspensionOf } from './suspension.ts';

const hours = 2;

/**
 * Asks the reader of the new address to confirm it. Where the address already has an account, its reader is told
 * so instead; whoever asked sees no difference.
 */
export async function requestEmailChange(
  tx: Db,
  change: {
    account: { id: string; name: string; email: string; demonstration: boolean };
    newEmail: string;
    publicUrl: string;
    /** Names the mail. */
    key: string;
    now: Date;
  },
): Promise<void> {
  const { account, newEmail, publicUrl, now } = change;
  if (account.demonstration)
    throw new Refusal('L’adresse d’un compte de démonstration ne change pas.', 'adresse');
  if (await suspensionOf(tx, account.id)) {
    throw new Refusal('Votre accès est suspendu : l’adresse du compte ne change pas d’ici là.', 'adresse');
  }
  if (newEmail === account.email) throw new Refusal('C’est déjà votre adresse.', 'adresse');
  const taken = await tx.selectFrom('accounts').select('id').where('email', '=', newEmail).executeTakeFirst();
  const expiresAt = new Date(now.getTime() + hours * 60 * 60 * 1000);
  if (taken) {
    await queueMail(tx, {
      to: newEmail,
      key: `email-change:${change.key}`,
      expiresAt,
      subject: 'Votre adresse a déjà un compte Cordée',
      text: `Bonjour,

Quelqu’un a demandé à utiliser cette adresse pour son compte Cordée, mais elle a déjà le sien.

Si c’est vous, connectez-vous avec cette adresse :
${publicUrl}/connexion

Sinon, ignorez ce message : rien ne change.
`,
    });
    return;
  }
  const token = newToken();
  const row = { new_email: newEmail, token_hash: hashToken(token), created_at: now, expires_at: expiresAt };
  await tx
    .insertInto('email_changes')
    .values({ ...row, account_id: account.id })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row))
    .execute();
  await queueMail(tx, {
    to: newEmail,
    key: `email-change:${change.key}`,
    expiresAt,
    subject: 'Confirmez votre nouvelle adresse pour Cordée',
    text: `Bonjour,

Un compte Cordée demande à utiliser désormais cette adresse.

Pour confirmer, ouvrez ce lien :
${publicUrl}/espace/compte/adresse/lien/${token}

Il sert une seule fois, pendant ${hours} heures.

Vous n’avez rien demandé ? Ignorez ce message : rien ne change.
`,
  });
}

export interface PendingEmailChange {
  name: string;
  newEmail: string;
}

/** What a link would change, without using it. */
export async function readEmailChange(db: Db, token: string, now: Date): Promise<PendingEmailChange | null> {
  const row = await db
    .selectFrom('email_changes')
    .innerJoin('accounts', 'accounts.id', 'email_changes.account_id')
    .where('email_changes.token_hash', '=', hashToken(token))
    .where('email_changes.expires_at', '>', now)
    .select(['accounts.name', 'email_changes.new_email as newEmail'])
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Uses the link up: the account has its new address, and the old one is told; the programme team too when the new
 * one's domain says nothing of where the person works. Null when the link is good no more, or when another account
 * took the address meanwhile.
 */
export async function confirmEmailChange(
  tx: Db,
  { token, publicUrl, now }: { token: string; publicUrl: string; now: Date },
): Promise<{ toCheck: boolean } | null> {
  const change = await tx
    .deleteFrom('email_changes')
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', now)
    .returning(['account_id', 'new_email'])
    .executeTakeFirst();
  if (!change) return null;
  const account = await tx
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', change.account_id)
    .where('state', '<>', 'deleted')
    .forUpdate()
    .executeTakeFirst();
  const taken = await tx
    .selectFrom('accounts')
    .select('id')
    .where('email', '=', change.new_email)
    .executeTakeFirst();
  if (!account?.email || taken) return null;
  const version = account.version + 1;
  // Kept out of a group, one leaves the address behind as one would by deleting the account.
  await rememberDeparture(tx, { accountId: account.id, email: account.email, now });
  const check = await addressCheck(tx, account, { from: account.email, to: change.new_email, now });
  await tx
    .updateTable('accounts')
    .set({
      email: change.new_email,
      email_confirmed_at: now,
      ...check,
      updated_at: now,
      version,
    })
    .where('id', '=', account.id)
    .execute();
  // A link that waits at the old address must not open the account any more.
  await tx.deleteFrom('sign_in_links').where('account_id', '=', account.id).execute();
  await queueMail(tx, {
    to: account.email,
    key: `email-changed:${account.id}:${version}`,
    subject: 'L’adresse de votre compte Cordée a changé',
    text: `Bonjour,

Votre compte Cordée utilise désormais une autre adresse ; celle-ci ne permet plus de se connecter.

Si ce n’est pas vous, prévenez vite l’équipe du programme :
${publicUrl}/contact
`,
  });
  await record(tx, {
    actor: account,
    verb: 'account.change-email',
    thing: { type: 'account', id: account.id, label: account.name },
    detail: { domain: domainOf(change.new_email) },
  });
  if (check.vouched_domain === null) return { toCheck: false };
  await mailTeamToCheck(tx, {
    accountId: account.id,
    name: account.name,
    from: check.vouched_domain,
    to: domainOf(change.new_email),
    version,
    publicUrl,
  });
  return { toCheck: true };
}
