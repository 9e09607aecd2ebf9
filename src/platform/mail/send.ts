import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import { type Selectable, sql, type Updateable } from 'kysely';
import MailComposer from 'nodemailer/lib/mail-composer';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { DB, Db } from '../database/index.ts';
import type { Failure } from './failure.ts';
import { type MailRevision, revised } from './revision.ts';
import type { MailServer } from './server.ts';
import { patience, wakeHeldUp } from './waking.ts';

export interface Sending {
  db: Db;
  clock: Clock;
  log: FastifyBaseLogger;
  server: MailServer;
  from: string;
  revisions: readonly MailRevision[];
}

type Outbox = Selectable<DB['outbox']>;

/**
 * Nothing is sent twice: one process holds the mail while it is sent, and notes it just before the last byte
 * leaves. Killed before that note, we send again; killed after, the mail is `uncertain` and somebody decides.
 */
export async function sendOne(sending: Sending, id: string): Promise<void> {
  const { db, clock } = sending;
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
    const attempts = mail.attempts + 1;
    const end = (values: Updateable<DB['outbox']>) =>
      db
        .updateTable('outbox')
        .set({ held_up: false, ...values, attempts })
        .where('id', '=', id)
        .where('state', '=', 'queued')
        .execute();
    if (mail.handed_over_at) {
      await end({ state: 'uncertain', last_error: 'Arrêt pendant la remise au serveur' });
    } else if (mail.expires_at && mail.expires_at < clock.now()) {
      const why = mail.last_error ? ` (${mail.last_error})` : '';
      await end({ state: 'cancelled', last_error: `Périmé avant d’avoir pu partir${why}` });
    } else {
      const current = await revised(db, mail, sending.revisions);
      if (current) await attempt(sending, current, attempts);
      else await end({ state: 'cancelled', last_error: 'Plus rien à dire au moment de partir' });
    }
  });
}

async function attempt(sending: Sending, mail: Outbox, attempts: number): Promise<void> {
  const { db, clock, log } = sending;
  const { id } = mail;
  const { claimed, whole, failure } = await handOver(sending, mail);
  const settle = (values: Updateable<DB['outbox']>) =>
    db
      .updateTable('outbox')
      .set({ held_up: false, ...values, attempts })
      .where('id', '=', id)
      // A mail that we did not claim may be another's by now, or cancelled.
      .$if(!claimed, (query) => query.where('state', '=', 'queued').where('handed_over_at', 'is', null))
      .execute();
  if (!failure) {
    await settle({ state: 'sent', sent_at: clock.now(), last_error: null });
    await wakeHeldUp(db);
    return;
  }
  const { reason, refused, permanent, blocksAll, trace } = failure;
  // Whatever it says of this mail, it would hear others.
  if (refused && !blocksAll) await wakeHeldUp(db);
  if (whole && !refused) {
    await settle({ state: 'uncertain', last_error: reason });
    log.warn({ mail: id, ...trace }, 'nobody can say whether the mail server has this mail');
    return;
  }
  // The server said no, or never had it all: it does not have the mail.
  const since = mail.delayed_since ?? clock.now();
  const givenUp = !permanent && clock.now().getTime() - since.getTime() >= patience.milliseconds;
  if (permanent || givenUp) {
    const ending = givenUp ? ` (abandonné après ${patience.days} jours d’essais)` : '';
    await settle({ state: 'failed', handed_over_at: null, last_error: `${reason}${ending}` });
    log.warn({ mail: id, ...trace }, givenUp ? 'mail given up' : 'mail refused for good');
    return;
  }
  await settle({ handed_over_at: null, delayed_since: since, last_error: reason, held_up: blocksAll });
  if (blocksAll) log.error({ mail: id, ...trace }, 'the mail server takes no mail; it will be tried again');
  throw new Error(`mail not delivered yet: ${trace.code} ${trace.command} ${trace.response}`);
}

interface Handover {
  /** The row says that the mail may have gone. */
  claimed: boolean;
  /** The last byte left. */
  whole: boolean;
  failure: Failure | null;
}

async function handOver({ db, clock, server, from }: Sending, mail: Outbox): Promise<Handover> {
  const message = await compose(mail, from, clock.now());
  const state = { claim: Promise.resolve(false), whole: false };
  /** On a connection of its own, so that it holds whatever becomes of us. False when the mail is no longer ours. */
  const claim = async () => {
    const claimed = await db
      .updateTable('outbox')
      .set({ handed_over_at: clock.now() })
      .where('id', '=', mail.id)
      .where('state', '=', 'queued')
      .where('handed_over_at', 'is', null)
      .executeTakeFirst();
    return claimed.numUpdatedRows === 1n;
  };
  async function* parts() {
    yield message.subarray(0, -1);
    state.claim = claim();
    if (!(await state.claim)) throw new Error('annulé pendant l’envoi');
    // The connection broke meanwhile: the last byte would go nowhere.
    if (stream.destroyed) return;
    state.whole = true;
    yield message.subarray(-1);
  }
  const stream = Readable.from(parts());
  const failure = await server.deliver(
    { from: mail.null_return_path ? '' : addressOf(from), to: mail.recipient },
    stream,
  );
  return { claimed: await state.claim.catch(() => false), whole: state.whole, failure };
}

const headersSchema = z.record(z.string(), z.string());
const calendarSchema = z.object({ method: z.enum(['REQUEST', 'CANCEL']), content: z.string() });

async function compose(mail: Outbox, from: string, date: Date): Promise<Buffer> {
  const name = createHash('sha256').update(mail.key).digest('hex').slice(0, 32);
  const calendar = calendarSchema.nullable().parse(mail.calendar);
  const { 'Message-ID': messageId, ...headers } = headersSchema.parse(mail.headers);
  return new MailComposer({
    from,
    to: mail.recipient,
    subject: mail.subject,
    text: mail.body_text,
    html: mail.body_html ?? undefined,
    // As another reading of the mail, which calendars act on, and as a file to open by hand.
    icalEvent: calendar ? { ...calendar, filename: 'invitation.ics' } : undefined,
    // One of its own when it says none: a message told to many people has one name for all of them.
    messageId: messageId ?? `<${name}@${addressOf(from).split('@').at(-1)}>`,
    date,
    headers: { 'Auto-Submitted': mail.null_return_path ? 'auto-replied' : 'auto-generated', ...headers },
  })
    .compile()
    .build();
}

/** `Cordée <cordee@exemple.fr>` gives `cordee@exemple.fr`. */
export function addressOf(from: string): string {
  return /<([^<>]+)>$/.exec(from)?.[1] ?? from;
}
