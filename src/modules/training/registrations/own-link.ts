import type { Db } from '../../../platform/database/index.ts';
import { queueMail } from '../../../platform/mail/index.ts';
import type { By } from '../access.ts';
import { hoursAsked, linkForAddress } from './links.ts';
import { ownLinkMail } from './mails.ts';

/** Sends the link to the registrations of an address, if it has some. */
export async function sendOwnLink(
  tx: Db,
  { now, publicUrl }: By,
  { request, email }: { request: string; email: string },
): Promise<void> {
  const known = await tx
    .selectFrom('training_registrations')
    .select('id')
    .where((eb) => eb.or([eb('email', '=', email), eb('asked_by_email', '=', email)]))
    .limit(1)
    .executeTakeFirst();
  if (!known) return;
  const token = await linkForAddress(tx, email, now);
  await queueMail(tx, {
    to: email,
    key: `training-own:${request}`,
    expiresAt: new Date(now.getTime() + hoursAsked * 3_600_000),
    ...ownLinkMail({ publicUrl, token, hours: hoursAsked }),
  });
}
