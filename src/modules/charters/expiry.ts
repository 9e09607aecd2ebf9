import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { queueMails } from '../../platform/mail/index.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import { machineDate } from '../../ui/index.ts';
import { expiryMail } from './mails.ts';
import { daysBeforeExpiry } from './managing.ts';

/** How long after the expiry the link of the reminder still serves. */
const daysOfGrace = 30;

/** At once: there are never so many in a night. */
const most = 500;

/**
 * Tells the signatories whose signature expires within sixty days, each once for each expiry: the note that they were told, the
 * link and the mail are one transaction. Returns how many were told.
 */
export async function remindExpiry(
  db: Db,
  { now, publicUrl }: { now: Date; publicUrl: string },
): Promise<number> {
  const today = machineDate(now);
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      id: string;
      email: string;
      organisation: string;
      expires_on: string;
      slug: string;
      title: string;
    }>`
      update charter_signatures set reminded_for = expires_on
      from charters
      where charters.slug = charter_signatures.charter
        and charter_signatures.id in (
          select id from charter_signatures
          where state = 'published' and email is not null and reminded_for is distinct from expires_on
            and expires_on between ${today}::date and ${today}::date + ${daysBeforeExpiry}::integer
          order by expires_on, id limit ${most}
          for update skip locked
        )
      returning charter_signatures.id, email, organisation, expires_on, charters.slug, charters.title`.execute(
      tx,
    );
    if (rows.length === 0) return 0;
    const told = rows.map((row) => ({ ...row, token: newToken() }));
    await tx
      .insertInto('charter_links')
      .values(
        told.map(({ id, token, expires_on }) => ({
          token_hash: hashToken(token),
          signature_id: id,
          expires_at: sql<Date>`(${expires_on}::date + ${daysOfGrace}::integer)::timestamptz`,
        })),
      )
      .execute();
    return queueMails(
      tx,
      told.map(({ id, email, organisation, expires_on, slug, title, token }) => ({
        to: email,
        key: `charter-expiry:${id}:${expires_on}`,
        ...expiryMail({
          charter: { slug, title },
          organisation,
          token,
          expiresOn: expires_on,
          publicUrl,
        }),
      })),
    );
  });
}
