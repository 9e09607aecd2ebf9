import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { daysBefore } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { queueMails } from '../../platform/mail/index.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import { reminderMail } from './reminder-mails.ts';

/** An authority is asked once in this many days, at most. */
const daysBetween = 365;

/** How long the link of a mail answers. */
const daysToAnswer = 60;

/** Nobody is asked as soon as they arrive. */
const daysBeforeFirst = 30;

const batch = 500;

interface Due {
  authorityId: string;
  name: string;
  accountId: string;
  email: string;
}

/**
 * Asks by mail the authorities of which nobody says where they stand, or whose own word is a year old, once a year at most: one
 * person each, whoever declared last, else whoever came last. Those that are observed or covered have nothing to say. What is
 * written to whom is noted with the mail, in one transaction. Returns how many mails were written.
 */
export async function askAuthorities(
  { db, clock, settings }: Pick<Deps, 'db' | 'clock' | 'settings'>,
  signal?: AbortSignal,
): Promise<number> {
  const now = clock.now();
  let written = 0;
  for (;;) {
    if (signal?.aborted) return written;
    const asked = await db.transaction().execute(async (tx) => {
      // Two runs at once would ask twice.
      await sql`select pg_advisory_xact_lock(hashtextextended('rollout reminders', 0))`.execute(tx);
      const due = await dueNow(tx, now);
      if (due.length === 0) return 0;
      const reminders = due.map((one) => ({
        ...one,
        id: randomUUID(),
        token: newToken(),
      }));
      await tx
        .insertInto('rollout_reminders')
        .values(
          reminders.map(({ id, authorityId, accountId, token }) => ({
            id,
            authority_id: authorityId,
            account_id: accountId,
            token_hash: hashToken(token),
            sent_at: now,
          })),
        )
        .execute();
      await queueMails(
        tx,
        reminders.map(({ id, name, email, token }) => ({
          to: email,
          key: `rollout-reminder:${id}`,
          // Later, the link would soon be dead.
          expiresAt: new Date(now.getTime() + 7 * 86_400_000),
          ...reminderMail({ name, token, publicUrl: settings.publicUrl, days: daysToAnswer }),
        })),
      );
      return due.length;
    });
    written += asked;
    if (asked < batch) return written;
  }
}

async function dueNow(tx: Db, now: Date): Promise<Due[]> {
  const { rows } = await sql<Due>`
    with own as (
      select rollout, authority_id, max(recorded_at) as at from assertions
      where source = 'authority' and authority_id in (select authority_id from accounts where state = 'active')
        and not exists (select from assertion_retractions r where r.assertion_id = assertions.id)
      group by 1, 2
    )
    select distinct on (accounts.authority_id) accounts.authority_id as "authorityId", authorities.name,
      accounts.id as "accountId", accounts.email
    from accounts
    join authorities on authorities.id = accounts.authority_id and authorities.ended_at is null
    where accounts.state = 'active' and accounts.email is not null
      and accounts.created_at <= ${daysBefore(now, daysBeforeFirst)}
      and not exists (select from rollout_reminder_refusals refusals where refusals.account_id = accounts.id)
      and not exists (
        select from rollout_reminders sent
        where sent.authority_id = accounts.authority_id and sent.sent_at > ${daysBefore(now, daysBetween)}
      )
      and exists (
        select from rollout_concerned as concerned
        left join own on own.rollout = concerned.rollout and own.authority_id = concerned.authority_id
        where concerned.authority_id = accounts.authority_id
          and (concerned.basis is null or concerned.basis = 'declared')
          and (own.at is null or own.at <= ${daysBefore(now, daysBetween)})
      )
    order by accounts.authority_id,
      (select max(recorded_at) from assertions
        where assertions.account_id = accounts.id and assertions.authority_id = accounts.authority_id) desc nulls last,
      accounts.last_seen_at desc nulls last, accounts.id
    limit ${batch}`.execute(tx);
  return rows;
}

/** Who answers by the link of a mail, for which authority. */
export interface Asked {
  id: string;
  authorityId: string;
  by: { id: string; name: string };
}

/**
 * Whose link this is. Undefined when it is too old, or when that person is no longer of that authority: the link gives no more
 * than the account.
 */
export async function readReminder(db: Db, token: string, now: Date): Promise<Asked | undefined> {
  const row = await db
    .selectFrom('rollout_reminders as reminders')
    .innerJoin('accounts', 'accounts.id', 'reminders.account_id')
    .select(['reminders.id', 'reminders.authority_id', 'accounts.id as account_id', 'accounts.name'])
    .where('token_hash', '=', hashToken(token))
    .where('sent_at', '>', daysBefore(now, daysToAnswer))
    .where('accounts.state', '=', 'active')
    .whereRef('accounts.authority_id', '=', 'reminders.authority_id')
    .executeTakeFirst();
  return row && { id: row.id, authorityId: row.authority_id, by: { id: row.account_id, name: row.name } };
}

/** Notes that the link served. */
export async function noteAnswer(tx: Db, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('rollout_reminders')
    .set({ answered_at: now })
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .execute();
}

/** Never asks this person again. */
export async function refuseReminders(tx: Db, accountId: string, now: Date): Promise<void> {
  await tx
    .insertInto('rollout_reminder_refusals')
    .values({ account_id: accountId, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** When an account is deleted: its links no longer answer. */
export async function forgetReminders(tx: Db, accountId: string): Promise<void> {
  await tx.deleteFrom('rollout_reminders').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('rollout_reminder_refusals').where('account_id', '=', accountId).execute();
}
