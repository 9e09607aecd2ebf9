import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';
import { addressOf, bodyColumns, bodyWords } from '../identity/index.ts';
import { grantNotice, withdrawalNotice } from './mails.ts';
import { type By, thingOf } from './saving.ts';

interface Granting extends By {
  by: { id: string; name: string };
  publicUrl: string;
}

interface Granted {
  id: string;
  slug: string;
  title: string;
}

/** Lets a person edit one measure, and tells them. */
export async function grantEditing(
  tx: Db,
  { by, now, publicUrl }: Granting,
  measure: Granted,
  email: string,
): Promise<string> {
  // Held, so that the account cannot be deleted between this look and the grant.
  const account = await tx
    .selectFrom('accounts')
    .select(['id', 'name', 'email', 'state'])
    .where('email', '=', email)
    .forUpdate()
    .executeTakeFirst();
  // The same words whether nobody has this address, or somebody who waits or was suspended.
  if (account?.state !== 'active' || !account.email) {
    throw new Refusal('Aucun compte actif n’a cette adresse. Invitez la personne à s’inscrire.', 'adresse');
  }
  const granted = await tx
    .insertInto('measure_editors')
    .values({ measure_id: measure.id, account_id: account.id, granted_by: by.id, granted_at: now })
    .onConflict((conflict) => conflict.constraint('measure_editors_once').doNothing())
    .returning('granted_at')
    .executeTakeFirst();
  if (!granted) return account.name;
  await record(tx, {
    actor: by,
    verb: 'measure.grant',
    thing: thingOf(measure),
    detail: { account: account.id },
  });
  await queueMail(tx, {
    to: account.email,
    key: `measure:${measure.id}:grant:${account.id}:${now.getTime()}`,
    ...grantNotice(publicUrl, { measure, by: by.name }),
  });
  return account.name;
}

/** Takes it back, and tells the person. */
export async function withdrawEditing(
  tx: Db,
  { by, now, publicUrl }: Granting,
  measure: Granted,
  accountId: string,
): Promise<void> {
  const removed = await tx
    .deleteFrom('measure_editors')
    .where('measure_id', '=', measure.id)
    .where('account_id', '=', accountId)
    .returning('account_id')
    .executeTakeFirst();
  if (!removed) return;
  await record(tx, {
    actor: by,
    verb: 'measure.withdraw-grant',
    thing: thingOf(measure),
    detail: { account: accountId },
  });
  const email = await addressOf(tx, accountId);
  if (!email) return;
  await queueMail(tx, {
    to: email,
    key: `measure:${measure.id}:grant-withdrawn:${accountId}:${now.getTime()}`,
    ...withdrawalNotice(publicUrl, { measure, by: by.name }),
  });
}

export interface Editor {
  id: string;
  name: string;
  body: string | null;
  since: Date;
}

/** Who was given the right on a measure. */
export async function listEditors(db: Db, measureId: string): Promise<Editor[]> {
  const rows = await db
    .selectFrom('measure_editors')
    .innerJoin('accounts', 'accounts.id', 'measure_editors.account_id')
    .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .where('measure_editors.measure_id', '=', measureId)
    .select(['accounts.id', 'accounts.name', 'measure_editors.granted_at', ...bodyColumns])
    .orderBy('measure_editors.granted_at')
    .execute();
  return rows.map((row) => ({ id: row.id, name: row.name, body: bodyWords(row), since: row.granted_at }));
}
