import type { Db } from '../../platform/database/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { resendMail, retryMail, retryMails } from '../../platform/mail/index.ts';
import { record } from '../audit/index.ts';

interface By {
  id: string;
  name: string;
}

/** Sends a mail again after somebody looked at it. Throws Refusal when it is on its way or has arrived. */
export async function sendAgain(tx: Db, mail: { id: string; subject: string }, actor: By): Promise<void> {
  if (!(await resendMail(tx, mail.id))) {
    throw new Refusal('Ce courriel n’est plus à renvoyer : il est parti, ou il attend son tour.');
  }
  await record(tx, { actor, verb: 'mail.resend', thing: { type: 'mail', id: mail.id, label: mail.subject } });
}

/** Tries a mail that waits now rather than at its turn, once somebody mended what held it up. */
export async function retryNow(tx: Db, mail: { id: string; subject: string }, actor: By): Promise<void> {
  if (!(await retryMail(tx, mail.id)))
    throw new Refusal('Ce courriel n’attend plus : il est parti, ou il ne partira pas.');
  await record(tx, { actor, verb: 'mail.retry', thing: { type: 'mail', id: mail.id, label: mail.subject } });
}

/** The same for all that wait; returns how many. */
export async function retryAllNow(tx: Db, actor: By): Promise<number> {
  const count = await retryMails(tx);
  if (count === 0) throw new Refusal('Aucun courriel n’attend.');
  const label = count === 1 ? 'un courriel' : `${count} courriels`;
  await record(tx, { actor, verb: 'mail.retry-all', thing: { type: 'mail', id: 'all', label } });
  return count;
}
