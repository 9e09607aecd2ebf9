import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '../../../platform/database/index.ts';
import { cancelMails, queueMail } from '../../../platform/mail/index.ts';
import { hashToken, newToken } from '../../../platform/tokens.ts';
import { type CatalogueSlug, catalogueSlugs } from '../catalogues.ts';
import { confirmationMail, fullMail, mailKey } from './alert-mails.ts';

/** How long an alert has to be confirmed; then nothing of it is kept. */
export const daysToConfirm = 7;
export const mostAlerts = 20;

const earliest = (now: Date): Date => new Date(now.getTime() - daysToConfirm * 86_400_000);

/** A list that somebody wants to hear of: a catalogue, and its filters as its address carries them. */
export interface Subject {
  catalogue: CatalogueSlug;
  search: string;
}

export interface Alert extends Subject {
  id: string;
  subscriberId: string;
  email: string;
  confirmed: boolean;
}

interface Ask {
  email: string;
  subject: Subject;
  /** The subject in words. */
  words: string;
  now: Date;
  publicUrl: string;
}

/**
 * Asks the reader of an address whether they want this alert. Whoever has it already gets the same mail: who asked sees no
 * difference.
 */
export async function askForAlert(tx: Db, ask: Ask): Promise<void> {
  const { email, words, now, publicUrl } = ask;
  const subscriber = await subscriberOf(tx, email);
  const expiresAt = new Date(now.getTime() + daysToConfirm * 86_400_000);
  const key = mailKey(subscriber, randomUUID());
  if (await isFull(tx, subscriber, ask.subject)) {
    await queueMail(tx, {
      to: email,
      key,
      expiresAt,
      ...fullMail({ subscriber, publicUrl, most: mostAlerts }),
    });
    return;
  }
  const token = newToken();
  await keepAlert(tx, subscriber, ask.subject, { asked_at: now, token_hash: hashToken(token) });
  await queueMail(tx, {
    to: email,
    key,
    expiresAt,
    ...confirmationMail({ words, token, publicUrl, days: daysToConfirm }),
  });
}

/** The alert of somebody whose address is known to be theirs. False when they have too many. */
export async function addAlert(
  tx: Db,
  { email, subject, now }: Pick<Ask, 'email' | 'subject' | 'now'>,
): Promise<boolean> {
  const subscriber = await subscriberOf(tx, email);
  if (await isFull(tx, subscriber, subject)) return false;
  await confirmAlert(tx, await keepAlert(tx, subscriber, subject, { asked_at: now }), now);
  return true;
}

/** Held until the end of the transaction: two requests at once do not both fit under the limit. */
async function subscriberOf(tx: Db, email: string): Promise<string> {
  const { id } = await tx
    .insertInto('resource_subscribers')
    .values({ email })
    .onConflict((conflict) => conflict.constraint('resource_subscribers_once').doUpdateSet({ email }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function isFull(tx: Db, subscriber: string, { catalogue, search }: Subject): Promise<boolean> {
  const others = await tx
    .selectFrom('resource_alerts')
    .select('id')
    .where('subscriber_id', '=', subscriber)
    .where((eb) => eb.not(eb.and({ catalogue, search })))
    .execute();
  return others.length >= mostAlerts;
}

async function keepAlert(
  tx: Db,
  subscriber: string,
  subject: Subject,
  asked: { asked_at: Date; token_hash?: Buffer },
): Promise<string> {
  const { catalogue, search } = subject;
  const { id } = await tx
    .insertInto('resource_alerts')
    .values({ subscriber_id: subscriber, catalogue, search, ...asked })
    .onConflict((conflict) => conflict.constraint('resource_alerts_once').doUpdateSet(asked))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** From now on, what comes is news. A second click changes nothing. */
export async function confirmAlert(tx: Db, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('resource_alerts')
    .set({ confirmed_at: now })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .execute();
}

const catalogue = z.enum(catalogueSlugs);

const selectAlerts = (db: Db) =>
  db
    .selectFrom('resource_alerts as alerts')
    .innerJoin('resource_subscribers as subscribers', 'subscribers.id', 'alerts.subscriber_id')
    .select([
      'alerts.id',
      'alerts.subscriber_id',
      'alerts.catalogue',
      'alerts.search',
      'alerts.confirmed_at',
      'subscribers.email',
    ]);

type AlertRow = Awaited<ReturnType<ReturnType<typeof selectAlerts>['executeTakeFirstOrThrow']>>;

const alertOf = (row: AlertRow): Alert => ({
  id: row.id,
  subscriberId: row.subscriber_id,
  email: row.email,
  catalogue: catalogue.parse(row.catalogue),
  search: row.search,
  confirmed: row.confirmed_at !== null,
});

/** Whose link this is, without using it. */
export async function readConfirmation(db: Db, token: string, now: Date): Promise<Alert | undefined> {
  const row = await selectAlerts(db)
    .where('token_hash', '=', hashToken(token))
    .where('asked_at', '>', earliest(now))
    .executeTakeFirst();
  return row && alertOf(row);
}

export interface Subscriber {
  id: string;
  email: string;
  /** Those that are confirmed, the oldest first. */
  alerts: Alert[];
}

export async function findSubscriber(
  db: Db,
  by: { id: string } | { email: string },
): Promise<Subscriber | undefined> {
  const row = await db
    .selectFrom('resource_subscribers')
    .select(['id', 'email'])
    .$if('id' in by, (query) => query.where('id', '=', 'id' in by ? by.id : ''))
    .$if('email' in by, (query) => query.where('email', '=', 'email' in by ? by.email : ''))
    .executeTakeFirst();
  if (!row) return undefined;
  const alerts = await selectAlerts(db)
    .where('subscriber_id', '=', row.id)
    .where('confirmed_at', 'is not', null)
    .orderBy('confirmed_at')
    .orderBy('alerts.id')
    .execute();
  return { ...row, alerts: alerts.map(alertOf) };
}

/** Stops one alert; with the last, nothing is kept of the address. */
export async function stopAlert(tx: Db, subscriber: string, alert: string): Promise<void> {
  await tx
    .deleteFrom('resource_alerts')
    .where('id', '=', alert)
    .where('subscriber_id', '=', subscriber)
    .execute();
  const left = await tx
    .selectFrom('resource_alerts')
    .select('id')
    .where('subscriber_id', '=', subscriber)
    .limit(1)
    .executeTakeFirst();
  if (!left) await stopAll(tx, subscriber);
}

/** Stops at once: mails that wait do not leave, and nothing is kept of the address. */
export async function stopAll(tx: Db, subscriber: string): Promise<void> {
  await tx.deleteFrom('resource_subscribers').where('id', '=', subscriber).execute();
  await cancelMails(tx, mailKey(subscriber, ''));
}

/** Forgets what nobody confirmed, and addresses that are left without an alert. */
export async function purgeUnconfirmed(db: Db, now: Date): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('resource_alerts')
      .where('confirmed_at', 'is', null)
      .where('asked_at', '<', earliest(now))
      .executeTakeFirst();
    await tx
      .deleteFrom('resource_subscribers')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('resource_alerts')
              .select('id')
              .whereRef('resource_alerts.subscriber_id', '=', 'resource_subscribers.id'),
          ),
        ),
      )
      .execute();
    return Number(numDeletedRows);
  });
}

/** When an account is deleted: what its address asked for goes with it. */
export async function forgetAlerts(tx: Db, accountId: string): Promise<void> {
  await tx
    .deleteFrom('resource_subscribers')
    .where('email', '=', (eb) => eb.selectFrom('accounts').select('email').where('id', '=', accountId))
    .execute();
}
