import type { FastifyBaseLogger } from 'fastify';
import { type Expression, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/index.ts';
import { type Task, task } from '../jobs/index.ts';
import { enqueueMails, jobKeyPrefix } from './queue.ts';
import { patience, sendOne } from './send.ts';
import { MailServer } from './server.ts';

export { type Mail, queueMail, queueMails } from './queue.ts';
export { resendMail } from './resend.ts';
export { cancelMails, forgetRecipient, purgeOutbox } from './retention.ts';
export { addressOf } from './send.ts';

export interface MailSettings {
  /** Null: mails wait in the outbox, where the mailbox page shows them. */
  smtpUrl: string | null;
  from: string | null;
}

/** The tasks that send what the outbox holds. */
export function mailTasks(
  deps: { db: Db; clock: Clock; log: FastifyBaseLogger },
  { smtpUrl, from }: MailSettings,
): Task[] {
  const payload = z.object({ id: z.uuid() });
  if (!smtpUrl || !from) return [task({ name: 'mail.send', payload, run: async () => {} })];
  const sending = { ...deps, from, server: new MailServer(smtpUrl) };
  return [
    task({ name: 'mail.send', payload, run: ({ id }) => sendOne(sending, id) }),
    task({
      name: 'mail.sweep',
      payload: z.unknown(),
      cron: '*/10 * * * *',
      run: () => wakeForgotten(deps.db, deps.clock.now()),
    }),
  ];
}

/** Null when the server lets us in; otherwise why not, in French. */
export async function checkMailServer(smtpUrl: string): Promise<string | null> {
  const failure = await new MailServer(smtpUrl).check();
  return failure?.reason ?? null;
}

/**
 * Has those mails sent that no job will send: written while no server was set, come from a backup, or whose job
 * ran out of attempts. A mail to be given up gets its last chance at once; others keep their turn.
 */
async function wakeForgotten(db: Db, now: Date): Promise<void> {
  const hasJob: Expression<SqlBool> = sql`exists (
    select from graphile_worker.jobs
    where jobs.key = ${jobKeyPrefix}::text || outbox.id and (jobs.locked_at is not null or jobs.attempts < jobs.max_attempts))`;
  const mails = await db
    .selectFrom('outbox')
    .select('id')
    .where('state', '=', 'queued')
    .where((eb) =>
      eb.or([eb.not(hasJob), eb('delayed_since', '<=', new Date(now.getTime() - patience.milliseconds))]),
    )
    .orderBy('created_at')
    .limit(1000)
    .execute();
  await enqueueMails(db, mails);
}
