import type { Deps } from '../../../platform/deps.ts';
import { limitAttempts } from '../../../platform/http/index.ts';
import type { IncomingMail } from '../../../platform/inbound-mail/index.ts';
import { enqueue } from '../../../platform/jobs/index.ts';
import { destinationOf } from './address.ts';

/** Attachments included; mail servers seldom take more. */
export const largestReply = 25 * 1024 * 1024;

/** An address in the wrong hands does not fill the database. */
const perHour = 120;

/** What the listener asks of us: which addresses are taken, and to write the mails down. */
export function replyMailbox(deps: Pick<Deps, 'db' | 'clock' | 'settings'>) {
  const { db, clock } = deps;
  const find = async (address: string) => {
    const { replies } = deps.settings;
    return replies ? destinationOf(db, replies, address) : null;
  };
  return {
    accepts: async (address: string): Promise<boolean> => (await find(address)) !== null,
    /** Each address gets its own row and its job: what is wrong with one is not wrong with the others. */
    keep: async ({ sender, recipients, content }: IncomingMail): Promise<void> => {
      const now = clock.now();
      const found = (await Promise.all(recipients.map(find))).filter((one) => one !== null);
      for (const { accountId } of found)
        await limitAttempts(db, { name: 'reply-mail', of: accountId, max: perHour, seconds: 3600, now });
      await db.transaction().execute(async (tx) => {
        for (const { accountId, threadId } of found) {
          const { id } = await tx
            .insertInto('reply_mails')
            .values({ account_id: accountId, thread_id: threadId, sender, content, received_at: now })
            .returning('id')
            .executeTakeFirstOrThrow();
          await enqueue(tx, 'reply.received', { id });
        }
      });
    },
  };
}
