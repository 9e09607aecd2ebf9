import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/index.ts';
import { type Task, task } from '../jobs/index.ts';
import type { MailRevision } from './revision.ts';
import { sendOne } from './send.ts';
import { MailServer } from './server.ts';
import { probe, wakeForgotten } from './waking.ts';

export { calendarInvitation, calendarLine } from './invitation.ts';
export { type Mail, type MailCalendar, queueMail, queueMails } from './queue.ts';
export { resendMail } from './resend.ts';
export { cancelMails, forgetRecipient, purgeOutbox } from './retention.ts';
export type { MailRevision } from './revision.ts';
export { addressOf } from './send.ts';
export { oneClickUnsubscribe } from './unsubscribe.ts';
export { probe as probeMailServer, retryMail, retryMails } from './waking.ts';

export interface MailSettings {
  /** Null: mails wait in the outbox, where the mailbox page shows them. */
  smtpUrl: string | null;
  from: string | null;
}

/** The tasks that send what the outbox holds. */
export function mailTasks(
  deps: { db: Db; clock: Clock; log: FastifyBaseLogger },
  { smtpUrl, from }: MailSettings,
  revisions: readonly MailRevision[] = [],
): Task[] {
  const payload = z.object({ id: z.uuid() });
  if (!smtpUrl || !from) return [task({ name: 'mail.send', payload, run: async () => {} })];
  const sending = { ...deps, from, revisions, server: new MailServer(smtpUrl) };
  return [
    task({ name: 'mail.send', payload, run: ({ id }) => sendOne(sending, id) }),
    task({
      name: 'mail.sweep',
      payload: z.unknown(),
      cron: '*/10 * * * *',
      run: async () => {
        await wakeForgotten(deps.db, deps.clock.now());
        await probe(deps.db, deps.clock.now());
      },
    }),
  ];
}

/** Null when the server lets us in; otherwise why not, in French. */
export async function checkMailServer(smtpUrl: string): Promise<string | null> {
  const failure = await new MailServer(smtpUrl).check();
  return failure?.reason ?? null;
}
