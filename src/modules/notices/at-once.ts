import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type Mail, queueMails } from '../../platform/mail/index.ts';
import { machineDate, parisMoment } from '../../ui/index.ts';
import { recipientsOf, usualMost } from './choices.ts';
import { groupsNamed, newsOf, noteEvent } from './events.ts';
import type { NewsKind } from './kinds/kind.ts';
import { atOnceMail } from './mails/at-once-mail.tsx';
import { calledByName } from './mentions.ts';
import { eventsOfMembers, isNews, stillOwed } from './owed.ts';

/** A mail that could not leave for so long tells nothing new: the pages do. */
export const goodFor = 7 * 86_400_000;

/**
 * Notes that a thing happened, and writes to those who want to hear of it at once. What was deleted meanwhile is told to
 * nobody. The event, the people and their mails are one transaction: run twice, or cut, this writes to nobody twice.
 */
export async function tell({ db, clock, settings }: Deps, kind: NewsKind, thingId: string): Promise<void> {
  const now = clock.now();
  await db.transaction().execute(async (tx) => {
    // Two that count the mails of one person's day wait for each other.
    await sql`select pg_advisory_xact_lock(hashtext('notices.at-once'))`.execute(tx);
    const news = (await kind.read(tx, [thingId])).get(thingId);
    if (!news) return;
    const group = (await groupsNamed(tx, [news.groupId])).get(news.groupId);
    const eventId = group && (await noteEvent(tx, kind, thingId, news, now));
    if (!eventId) return;
    await noteTold(tx, eventId, news.told ?? [], now);
    const mentioned = await calledByName(tx, kind, thingId);
    const told = await deliver(tx, eventId, mentioned, now);
    const mailTo = atOnceMail(settings, { thingId, news, group });
    const mails = (await recipientsOf(tx, told)).map(
      (recipient): Mail => ({
        to: recipient.email,
        key: keyOf(kind, thingId, recipient.id),
        expiresAt: new Date(now.getTime() + goodFor),
        ...mailTo(recipient),
      }),
    );
    await queueMails(tx, mails);
  });
}

/** Those whom a mail of its own told already count as told. */
async function noteTold(tx: Db, eventId: number, accountIds: readonly string[], now: Date): Promise<void> {
  if (accountIds.length === 0) return;
  await tx
    .insertInto('notice_deliveries')
    .values(accountIds.map((account_id) => ({ event_id: eventId, account_id, at: now })))
    .onConflict((conflict) => conflict.constraint('notice_deliveries_once').doNothing())
    .execute();
}

const keyOf = (kind: NewsKind, thingId: string, accountId: string) => `${kind.key}:${thingId}:${accountId}`;

/** Notes, and returns, whom to tell at once. Those who had their fill of the day wait for the digest. */
async function deliver(tx: Db, eventId: number, mentioned: readonly string[], now: Date): Promise<string[]> {
  const today = parisMoment(machineDate(now), '00:00');
  const { rows } = await sql<{ account_id: string }>`
    insert into notice_deliveries (event_id, account_id, at)
    select e.id, m.account_id, ${now}
    from ${eventsOfMembers}
    join accounts a on a.id = m.account_id and a.state = 'active' and a.email is not null
    left join mail_choices c on c.account_id = m.account_id
    where e.id = ${eventId} and ${isNews}
      and (m.mail = 'at_once' or f.following
        or m.mail <> 'never' and m.account_id = any(${[...mentioned]}::uuid[]))
      and (select count(*) from notice_deliveries d
        where d.account_id = m.account_id and d.at >= ${today} and d.digest_on is null) < coalesce(c.most_a_day, ${usualMost})
    on conflict on constraint notice_deliveries_once do nothing
    returning account_id`.execute(tx);
  return rows.map(({ account_id }) => account_id);
}

/** What such a mail says when it leaves; null when it should not any more. */
export async function reviseAtOnce({ clock, settings }: Deps, db: Db, kind: NewsKind, key: string) {
  const [thingId = '', accountId = ''] = key.slice(kind.key.length + 1).split(':');
  const event = await db
    .selectFrom('notice_events')
    .select('id')
    .where('kind', '=', kind.key)
    .where('thing_id', '=', thingId)
    .executeTakeFirst();
  const [eventId] = await stillOwed(db, accountId, event ? [event.id] : [], clock.now());
  const news = eventId === undefined ? undefined : (await newsOf(db, [eventId])).get(eventId);
  if (!news) return null;
  const group = (await groupsNamed(db, [news.groupId])).get(news.groupId);
  const [recipient] = await recipientsOf(db, [accountId]);
  return group && recipient ? atOnceMail(settings, { thingId, news, group })(recipient) : null;
}
