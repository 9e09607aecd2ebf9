import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { resendMail } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';

/** Sends a mail again after somebody looked at it. Throws Refusal when it is on its way or has arrived. */
export async function sendAgain(
  tx: Db,
  mail: { id: string; subject: string },
  actor: { id: string; name: string },
): Promise<void> {
  if (!(await resendMail(tx, mail.id))) {
    throw new Refusal('Ce courriel n’est plus à renvoyer : il est parti, ou il attend son tour.');
  }
  await record(tx, { actor, verb: 'mail.resend', thing: { type: 'mail', id: mail.id, label: mail.subject } });
}
