import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { addressOf } from '../identity/index.ts';
import type { By } from './access.ts';
import { workPath } from './addresses.ts';

interface Granting extends By {
  by: { id: string; name: string };
}

/** Lets a person write the sessions of the organisation that they are of, and tells them. */
export async function grantSessions(tx: Db, act: Granting, email: string): Promise<string> {
  // Held, so that the account cannot be deleted between this look and the grant.
  const account = await tx
    .selectFrom('accounts')
    .select(['id', 'name', 'email', 'state', 'organisation_slug'])
    .where('email', '=', email)
    .forUpdate()
    .executeTakeFirst();
  // The same words whether nobody has this address, or somebody who waits or was suspended.
  if (account?.state !== 'active' || !account.email)
    throw new Refusal('Aucun compte actif n’a cette adresse. Invitez la personne à s’inscrire.', 'adresse');
  if (account.organisation_slug === null)
    throw new Refusal(
      'Cette personne n’est d’aucun organisme de la liste : le droit porte sur les sessions de son organisme.',
      'adresse',
    );
  const granted = await tx
    .insertInto('training_grants')
    .values({
      account_id: account.id,
      organisation: account.organisation_slug,
      granted_by: act.by.id,
      granted_at: act.now,
    })
    .onConflict((conflict) => conflict.constraint('training_grants_once').doNothing())
    .returning('granted_at')
    .executeTakeFirst();
  if (!granted) return account.name;
  await recordGrant(tx, act, 'training.grant', { id: account.id, organisation: account.organisation_slug });
  await queueMail(tx, {
    to: account.email,
    key: `training-grant:${account.id}:${account.organisation_slug}:${act.now.getTime()}`,
    subject: 'Vous pouvez publier des sessions de formation',
    text: `Bonjour,

${act.by.name} vous donne le droit de publier et de tenir les sessions de formation de votre organisme.

Pour commencer : ${act.publicUrl}${workPath}
`,
  });
  return account.name;
}

export async function withdrawSessions(
  tx: Db,
  act: Granting,
  { accountId, organisation }: { accountId: string; organisation: string },
): Promise<void> {
  const removed = await tx
    .deleteFrom('training_grants')
    .where('account_id', '=', accountId)
    .where('organisation', '=', organisation)
    .returning('account_id')
    .executeTakeFirst();
  if (!removed) return;
  await recordGrant(tx, act, 'training.withdraw-grant', { id: accountId, organisation });
  const email = await addressOf(tx, accountId);
  if (!email) return;
  await queueMail(tx, {
    to: email,
    key: `training-grant-withdrawn:${accountId}:${organisation}:${act.now.getTime()}`,
    subject: 'Vous ne tenez plus les sessions de formation',
    text: `Bonjour,

${act.by.name} vous a retiré le droit de publier et de tenir les sessions de formation de votre organisme.
`,
  });
}

const recordGrant = (tx: Db, act: Granting, verb: string, grant: { id: string; organisation: string }) =>
  record(tx, {
    actor: act.by,
    verb,
    thing: { type: 'organisation', id: grant.organisation, label: grant.organisation },
    detail: { account: grant.id },
  });

export interface Grant {
  accountId: string;
  name: string;
  organisation: { slug: string; name: string };
  since: Date;
  /** They left the organisation, and the right sleeps. */
  left: boolean;
}

export async function listGrants(db: Db): Promise<Grant[]> {
  const rows = await db
    .selectFrom('training_grants')
    .innerJoin('accounts', 'accounts.id', 'training_grants.account_id')
    .innerJoin('organisations', 'organisations.slug', 'training_grants.organisation')
    .select([
      'accounts.id',
      'accounts.name',
      'accounts.organisation_slug',
      'organisations.slug',
      'organisations.name as organisation',
      'training_grants.granted_at',
    ])
    .orderBy('organisations.name')
    .orderBy('accounts.name')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    accountId: row.id,
    name: row.name,
    organisation: { slug: row.slug, name: row.organisation },
    since: row.granted_at,
    left: row.organisation_slug !== row.slug,
  }));
}
