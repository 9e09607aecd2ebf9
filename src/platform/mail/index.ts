import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import { type Selectable, sql, type Updateable } from 'kysely';
import nodemailer, { type Transporter } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { DB, Db } from '../database/index.ts';
import { enqueue, type Task, task } from '../jobs/index.ts';

export { resendMail } from './resend.ts';
export { cancelMails, forgetRecipient, purgeOutbox } from './retention.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** Names the mail among all: a second one with the same key is never written. */
  key: string;
  headers?: Record<string, string>;
  /** Past this time the mail says nothing true any more, and is cancelled rather than sent. */
  expiresAt?: Date;
}

/**
 * Writes a mail in the caller's transaction, to be sent once that commits. Returns false when this mail
 * was already written.
 */
export async function queueMail(tx: Db, mail: Mail): Promise<boolean> {
  const row = await tx
    .insertInto('outbox')
    .values({
      key: mail.key,
      recipient: mail.to,
      subject: mail.subject.replace(/\s+/g, ' '),
      body_text: mail.text,
      body_html: mail.html ?? null,
      headers: JSON.stringify(mail.headers ?? {}),
      expires_at: mail.expiresAt ?? null,
    })
    .onConflict((conflict) => conflict.constraint('outbox_key_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return false;
  await enqueue(tx, 'mail.send', { id: row.id }, { key: `mail:${row.id}` });
  return true;
}

export interface MailSettings {
  /** Null: mails wait in the outbox, where the mailbox page shows them. */
  smtpUrl: string | null;
  from: string | null;
  publicUrl: string;
}

const headersSchema = z.record(z.string(), z.string());

/** The tasks that send what the outbox holds. */
export function mailTasks(
  deps: { db: Db; clock: Clock; log: FastifyBaseLogger },
  settings: MailSettings,
): Task[] {
  if (!settings.smtpUrl)
    return [task({ name: 'mail.send', payload: z.object({ id: z.uuid() }), run: async () => {} })];
  const transport = nodemailer.createTransport({
    url: settings.smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
  return [
    task({
      name: 'mail.send',
      payload: z.object({ id: z.uuid() }),
      run: ({ id }) => sendOne(deps, settings, transport, id),
    }),
    // A queue restored from a backup, or filled while no SMTP server was set, starts moving again.
    task({
      name: 'mail.sweep',
      payload: z.unknown(),
      cron: '*/10 * * * *',
      run: async () => {
        const waiting = await deps.db
          .selectFrom('outbox')
          .select('id')
          .where('state', '=', 'queued')
          .orderBy('created_at')
          .limit(1000)
          .execute();
        for (const { id } of waiting) await enqueue(deps.db, 'mail.send', { id }, { key: `mail:${id}` });
      },
    }),
  ];
}

/**
 * Nothing is sent twice: one process holds the mail while it is sent, and notes it just before the last byte
 * leaves. Killed before that note, we send again; killed after, the mail is `uncertain` and somebody decides.
 */
async function sendOne(
  { db, clock, log }: { db: Db; clock: Clock; log: FastifyBaseLogger },
  settings: MailSettings,
  transport: Transporter,
  id: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const lock = await sql<{
      held: boolean;
    }>`select pg_try_advisory_xact_lock(hashtextextended(${id}, 0)) as held`.execute(tx);
    if (!lock.rows[0]?.held) return;
    const mail = await db
      .selectFrom('outbox')
      .selectAll()
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .executeTakeFirst();
    if (!mail) return;
    const note = (values: Updateable<DB['outbox']>) =>
      db.updateTable('outbox').set(values).where('id', '=', id).execute();
    const attempts = mail.attempts + 1;
    if (mail.handed_over_at) {
      await note({ state: 'uncertain', attempts, last_error: 'arrêt pendant la remise au serveur' });
      return;
    }
    if (mail.expires_at && mail.expires_at < clock.now()) {
      await note({ state: 'cancelled', attempts, last_error: 'périmé avant d’avoir pu partir' });
      return;
    }
    const message = await compose(mail, settings, clock.now());
    let handedOver = false;
    async function* handOver() {
      yield message.subarray(0, -1);
      await note({ handed_over_at: clock.now() });
      handedOver = true;
      yield message.subarray(-1);
    }
    try {
      await transport.sendMail({
        envelope: { from: addressOf(settings.from), to: [mail.recipient] },
        raw: Readable.from(handOver()),
      });
      await note({ state: 'sent', attempts, sent_at: clock.now(), last_error: null });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
      if (handedOver && !code) {
        await note({ state: 'uncertain', attempts, last_error: reason });
        return;
      }
      // The server answered no, or never had it all: it did not take the mail.
      await note({
        state: code >= 500 ? 'failed' : 'queued',
        attempts,
        handed_over_at: null,
        last_error: reason,
      });
      if (code >= 500) log.warn({ mail: id, code }, 'mail refused for good');
      else throw error;
    }
  });
}

async function compose(mail: Selectable<DB['outbox']>, settings: MailSettings, date: Date): Promise<Buffer> {
  return new MailComposer({
    from: settings.from ?? undefined,
    to: mail.recipient,
    subject: mail.subject,
    text: mail.body_text,
    html: mail.body_html ?? undefined,
    messageId: `<${createHash('sha256').update(mail.key).digest('hex').slice(0, 32)}@${new URL(settings.publicUrl).hostname}>`,
    date,
    headers: { 'Auto-Submitted': 'auto-generated', ...headersSchema.parse(mail.headers) },
  })
    .compile()
    .build();
}

/** `Cordée <cordee@exemple.fr>` gives `cordee@exemple.fr`. */
function addressOf(from: string | null): string {
  return /<([^<>]+)>$/.exec(from ?? '')?.[1] ?? from ?? '';
}
