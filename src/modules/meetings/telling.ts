import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { queueMails } from '../../platform/mail/index.ts';
import { dayLater, machineDate, parisMoment } from '../../ui/index.ts';
import type { Act } from './access.ts';
import { eventOf } from './calendar.ts';
import { type Invited, invitedTo, linksFor, selectInvited } from './invitations.ts';
import { cancelledMail, changedMail, invitedMail, reminderMail, withdrawnMail } from './mails.ts';
import { holdMeeting, type Item, itemsOf, type Meeting } from './meeting.ts';

type Mailing = Omit<Act, 'by'>;

const agendaIn = (items: readonly Item[]) => items.filter(({ isOther }) => !isOther);

/** Calls these people to a meeting. Returns how many were written to. */
export async function tellInvited(
  tx: Db,
  act: Act,
  meeting: Meeting,
  ids: readonly string[],
): Promise<number> {
  // Nobody can come to what is over.
  if (meeting.endsAt <= act.now) return 0;
  const people = await invitedTo(tx, meeting.id, ids);
  const [tokens, items] = [await linksFor(tx, meeting.id, people), agendaIn(await itemsOf(tx, meeting.id))];
  await queueMails(
    tx,
    people.map((person) => ({
      to: person.email,
      key: `meeting:${meeting.id}:invited:${meeting.sequence}:${person.id}`,
      calendar: calendarFor(act, meeting, items, person, 'REQUEST'),
      ...invitedMail({
        meeting,
        agenda: items,
        publicUrl: act.publicUrl,
        token: tokens.get(person.id) ?? '',
        by: act.by.name,
      }),
    })),
  );
  return people.length;
}

/** Tells those who were already invited what changed. */
export async function tellChanges(
  tx: Db,
  act: Act,
  meeting: Meeting,
  changes: readonly string[],
  { except, asksAgain }: { except: readonly string[]; asksAgain: boolean },
): Promise<number> {
  if (meeting.endsAt <= act.now) return 0;
  const fresh = new Set(except);
  const people = (await invitedTo(tx, meeting.id)).filter(({ id }) => !fresh.has(id));
  const [tokens, items] = [await linksFor(tx, meeting.id, people), agendaIn(await itemsOf(tx, meeting.id))];
  await queueMails(
    tx,
    people.map((person) => ({
      to: person.email,
      key: `meeting:${meeting.id}:changed:${meeting.version}:${person.id}`,
      calendar: calendarFor(act, meeting, items, person, 'REQUEST'),
      ...changedMail({
        meeting,
        agenda: items,
        publicUrl: act.publicUrl,
        token: tokens.get(person.id) ?? '',
        changes,
        asksAgain,
      }),
    })),
  );
  return people.length;
}

/** Takes the meeting out of the calendars of these people. */
export async function tellWithdrawn(
  tx: Db,
  act: Mailing,
  meeting: Meeting,
  people: readonly Invited[],
): Promise<void> {
  if (meeting.endsAt <= act.now) return;
  await queueMails(
    tx,
    people.map((person) => ({
      to: person.email,
      key: `meeting:${meeting.id}:withdrawn:${meeting.version}:${person.id}`,
      calendar: calendarFor(act, meeting, [], person, 'CANCEL'),
      ...withdrawnMail({ meeting }),
    })),
  );
}

/** Tells all those invited that it is not held, and why. */
export async function tellCancelled(tx: Db, act: Mailing, meeting: Meeting, reason: string): Promise<number> {
  const people = await invitedTo(tx, meeting.id);
  await queueMails(
    tx,
    people.map((person) => ({
      to: person.email,
      key: `meeting:${meeting.id}:cancelled:${person.id}`,
      calendar: calendarFor(act, meeting, [], person, 'CANCEL'),
      ...cancelledMail({ meeting, publicUrl: act.publicUrl, reason }),
    })),
  );
  return people.length;
}

const calendarFor = (
  act: Mailing,
  meeting: Meeting,
  items: readonly Item[],
  person: Invited,
  method: 'REQUEST' | 'CANCEL',
) =>
  eventOf(
    meeting,
    items.map(({ title }) => title),
    person,
    method,
    act,
  );

/** At once: the task comes back for the others. */
const most = 500;

/**
 * Reminds, the day before, those who did not say no, each once for a date. Whoever was called today has just read of it. The
 * note and the mail are one transaction. Returns how many were reminded.
 */
export async function remind(db: Db, act: Mailing): Promise<number> {
  const today = machineDate(act.now);
  const [from, to] = [parisMoment(dayLater(today), '00:00'), parisMoment(dayLater(today, 2), '00:00')];
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ meeting_id: string; account_id: string }>`
      update meeting_invitations as its set reminded_for = meetings.starts_at
      from meetings
      where meetings.id = its.meeting_id and (its.meeting_id, its.account_id) in (
        select i.meeting_id, i.account_id from meeting_invitations as i
        join meetings as m on m.id = i.meeting_id
        join groups as g on g.id = m.group_id
        where m.state = 'called' and g.state <> 'closed' and m.starts_at >= ${from} and m.starts_at < ${to}
          and i.answer is distinct from 'no' and i.reminded_for is distinct from m.starts_at
          and i.invited_at < ${parisMoment(today, '00:00')}
        order by m.starts_at, i.meeting_id, i.account_id limit ${most}
        for update of i skip locked)
      returning its.meeting_id, its.account_id`.execute(tx);
    for (const [id, its] of Map.groupBy(rows, ({ meeting_id }) => meeting_id)) {
      const meeting = await holdMeeting(tx, id);
      const people = await selectInvited(tx, id)
        .where(
          'accounts.id',
          'in',
          its.map(({ account_id }) => account_id),
        )
        .execute();
      const tokens = await linksFor(tx, id, people);
      const agenda = agendaIn(await itemsOf(tx, id));
      await queueMails(
        tx,
        people.map((person) => ({
          to: person.email,
          key: `meeting:${id}:reminder:${meeting.startsAt.toISOString()}:${person.id}`,
          expiresAt: meeting.startsAt,
          ...reminderMail({ meeting, agenda, publicUrl: act.publicUrl, token: tokens.get(person.id) ?? '' }),
        })),
      );
    }
    return rows.length;
  });
}
