import type { Db } from '../../platform/database/index.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { type Mail, queueMails } from '../../platform/mail/index.ts';
import { machineDate } from '../../ui/index.ts';
import { decidersOf } from '../membership/index.ts';
import { keeperSlug } from './access.ts';
import { waitingNotice } from './mails.ts';
import { type WaitingProposal, waitingProposals } from './proposal-queries.ts';

interface Moment {
  now: Date;
  publicUrl: string;
}

export const laterTask = 'proposals.tell-keepers';

/** Past midnight in Paris, even on the day of 25 hours. */
const later = 25 * 3_600_000;

/** Tells those who keep the agenda that something waits for them; those who were told today hear of it tomorrow. */
export async function tellKeepers(tx: Db, moment: Moment): Promise<void> {
  const mails = await waitingMails(tx, moment);
  const written = await queueMails(tx, mails);
  if (written < mails.length)
    await enqueue(tx, laterTask, {}, { key: laterTask, runAt: new Date(moment.now.getTime() + later) });
}

/** Tells what came after the mail of the day, if it still waits. */
export async function tellKeepersLater(tx: Db, moment: Moment): Promise<void> {
  await queueMails(tx, await waitingMails(tx, moment));
}

/** One mail a day for each keeper: the day is in its key. Nobody is told what they proposed themselves. */
async function waitingMails(tx: Db, { now, publicUrl }: Moment): Promise<Mail[]> {
  const [keepers, proposals] = [await decidersOf(tx, keeperSlug), await waitingProposals(tx)];
  return keepers.flatMap(({ id, email, isMember }) => {
    const theirs = proposals.filter(({ authorId }: WaitingProposal) => authorId !== id);
    if (theirs.length === 0 || email === null) return [];
    const key = `proposals:${machineDate(now)}:${id}`;
    return [{ to: email, key, ...waitingNotice(publicUrl, theirs, isMember ? keeperSlug : null) }];
  });
}
