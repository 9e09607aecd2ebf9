import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, SignatoryKind } from '../../platform/database/index.ts';
import { limitAttempts } from '../../platform/http/index.ts';
import { queueMail, queueMails } from '../../platform/mail/index.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import { decidersOf } from '../membership/index.ts';
import type { Charter } from './charter.ts';
import { confirmationMail, reviewNotice } from './mails.ts';

/** How long an address has to be confirmed; then nothing of it is kept. */
export const daysToConfirm = 7;

/** The same form sent again so soon brings no second mail. */
const minutesBetweenMails = 10;

const dayMs = 86_400_000;

export interface Submission {
  kind: SignatoryKind;
  organisation: string;
  siret: string;
  perimeter: string;
  products: readonly string[];
  pledges: readonly { code: string; plannedOn: string }[];
  name: string;
  functionTitle: string;
  email: string;
  isNamed: boolean;
}

interface Moment {
  now: Date;
  publicUrl: string;
}

/**
 * Keeps what was sent, with the text in force frozen, and asks the reader of the address to confirm it. The same sent any
 * number of times, at once or later, is one signature and one mail; who sent it sees no difference.
 */
export async function submitSignature(
  tx: Db,
  charter: Charter,
  sent: Submission,
  { now, publicUrl, accountId, network }: Moment & { accountId: string | null; network: string },
): Promise<void> {
  const token = newToken();
  const { version } = charter;
  const { pledges, products, ...who } = sent;
  const content = {
    version: version.number,
    text_hash: version.hash,
    kind: who.kind,
    organisation: who.organisation,
    signatory_name: who.name,
    signatory_function: who.functionTitle,
    is_named: who.isNamed,
    perimeter: who.perimeter,
    products: [...products],
    digest: createHash('sha256')
      .update(JSON.stringify([charter.slug, version.number, sent]))
      .digest(),
    account_id: accountId,
    asked_at: now,
    token_hash: hashToken(token),
  };
  const written = await tx
    .insertInto('charter_signatures')
    .values({ charter: charter.slug, siret: who.siret, email: who.email, ...content })
    .onConflict((conflict) =>
      conflict
        .columns(['charter', 'siret', 'email'])
        .where(sql<boolean>`state = 'unconfirmed'`)
        .doUpdateSet(content)
        .where((eb) =>
          eb.or([
            eb('charter_signatures.digest', '<>', content.digest),
            eb('charter_signatures.asked_at', '<', new Date(now.getTime() - minutesBetweenMails * 60_000)),
          ]),
        ),
    )
    .returning('id')
    .executeTakeFirst();
  // Somebody just sent the same: their mail is on its way.
  if (!written) return;
  // In the transaction: past the limit all is undone, and the count stays at the limit.
  await limitAttempts(tx, { name: 'charter mail ip', of: network, max: 20, seconds: 3600, now });
  await limitAttempts(tx, { name: 'charter mail', of: who.email, max: 5, seconds: 86_400, now });
  await tx.deleteFrom('charter_pledges').where('signature_id', '=', written.id).execute();
  await tx
    .insertInto('charter_pledges')
    .values(pledges.map(({ code, plannedOn }) => ({ signature_id: written.id, code, planned_on: plannedOn })))
    .execute();
  await queueMail(tx, {
    to: who.email,
    key: `charter-confirm:${written.id}:${token.slice(0, 12)}`,
    expiresAt: new Date(now.getTime() + daysToConfirm * dayMs),
    ...confirmationMail({ charter, siret: who.siret, token, publicUrl }),
  });
}

export interface Unconfirmed {
  id: string;
  organisation: string;
  email: string | null;
}

/** Whose link this is, without using it. */
export async function readConfirmation(
  db: Db,
  charter: string,
  token: string,
  now: Date,
): Promise<Unconfirmed | undefined> {
  return db
    .selectFrom('charter_signatures')
    .select(['id', 'organisation', 'email'])
    .where('charter', '=', charter)
    .where('token_hash', '=', hashToken(token))
    .where('state', '=', 'unconfirmed')
    .where('asked_at', '>', new Date(now.getTime() - daysToConfirm * dayMs))
    .executeTakeFirst();
}

/** Uses the link, once, and tells those who review. Returns false when it no longer serves. */
export async function confirmSignature(
  tx: Db,
  charter: Charter,
  token: string,
  { now, publicUrl }: Moment,
): Promise<boolean> {
  const read = await readConfirmation(tx, charter.slug, token, now);
  if (!read) return false;
  const confirmed = await tx
    .updateTable('charter_signatures')
    .set({ state: 'waiting', confirmed_at: now, token_hash: null })
    .where('id', '=', read.id)
    .where('state', '=', 'unconfirmed')
    .where('token_hash', '=', hashToken(token))
    .returning(['id', 'siret', 'email', 'organisation'])
    .executeTakeFirst();
  if (!confirmed) return false;
  // What the same person sent before, and nobody reviewed yet, is replaced.
  await tx
    .deleteFrom('charter_signatures')
    .where('charter', '=', charter.slug)
    .where('siret', '=', confirmed.siret)
    .where('email', '=', confirmed.email)
    .where('state', '=', 'waiting')
    .where('id', '<>', confirmed.id)
    .execute();
  const reviewers = await decidersOf(tx, charter.group);
  await queueMails(
    tx,
    reviewers.flatMap(({ id, email }) =>
      email === null || email === confirmed.email
        ? []
        : {
            to: email,
            key: `charter-review:${confirmed.id}:${id}`,
            ...reviewNotice({ charter, organisation: confirmed.organisation, id: confirmed.id, publicUrl }),
          },
    ),
  );
  return true;
}
