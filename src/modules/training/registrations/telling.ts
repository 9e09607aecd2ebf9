import { sql } from 'kysely';
import type { Db } from '../../../platform/database/index.ts';
import { queueMails } from '../../../platform/mail/index.ts';
import { dayLater, machineDate } from '../../../ui/index.ts';
import type { By } from '../access.ts';
import { invitationOf } from '../calendar.ts';
import type { ContentField } from '../sessions/content-words.ts';
import { selectSessions, sessionOf, startOfDay, type TrainingSession } from '../sessions/session.ts';
import { linksFor } from './links.ts';
import { calledOffMail, changedMail, followUpMail, reminderMail } from './mails.ts';

/** Who comes or waits. */
async function peopleOf(tx: Db, sessionId: string) {
  return tx
    .selectFrom('training_registrations')
    .select(['id', 'name', 'email', 'state'])
    .where('session_id', '=', sessionId)
    .where('state', '<>', 'cancelled')
    .orderBy('queue')
    .execute();
}

/** Tells those who come or wait what changed, and moves it in the calendars of those who come. Returns how many were told. */
export async function tellChanges(
  tx: Db,
  act: By,
  session: TrainingSession,
  changes: readonly { field: ContentField; words: string }[],
): Promise<number> {
  // Nobody can do anything about what is over.
  if (session.status !== 'published' || session.endsAt <= act.now) return 0;
  // Who waits does not learn how to join.
  const forWaiting = changes.filter(({ field }) => field !== 'lien');
  const people = (await peopleOf(tx, session.id)).filter(
    ({ state }) => state === 'registered' || forWaiting.length > 0,
  );
  const tokens = await linksFor(tx, session, people);
  await queueMails(
    tx,
    people.map((person) => {
      const placed = person.state === 'registered';
      return {
        to: person.email,
        key: `training:${person.id}:version:${session.version}`,
        ...(placed && { calendar: invitationOf(session, person, 'REQUEST', act) }),
        ...changedMail({
          session,
          publicUrl: act.publicUrl,
          token: tokens.get(person.id) ?? '',
          changes: (placed ? changes : forWaiting).map(({ words }) => words),
          placed,
        }),
      };
    }),
  );
  return people.length;
}

export async function tellCalledOff(
  tx: Db,
  act: By,
  session: TrainingSession,
  reason: string,
): Promise<number> {
  const people = await peopleOf(tx, session.id);
  await queueMails(
    tx,
    people.map((person) => {
      const placed = person.state === 'registered';
      return {
        to: person.email,
        key: `training:${person.id}:called-off`,
        ...(placed && { calendar: invitationOf(session, person, 'CANCEL', act) }),
        ...calledOffMail({ session, publicUrl: act.publicUrl, reason, placed }),
      };
    }),
  );
  return people.length;
}

/** At once: the task comes back for the others. */
const most = 500;

/** Reminds, the day before, those who have a place since more than a day. The note and the mail are one transaction. */
export async function remind(db: Db, act: By): Promise<number> {
  const tomorrow = dayLater(machineDate(act.now));
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; name: string; email: string; session_id: string }>`
      update training_registrations as its set reminded_for = sessions.starts_at
      from training_sessions as sessions
      where sessions.id = its.session_id and its.id in (
        select r.id from training_registrations as r
        join training_sessions as s on s.id = r.session_id
        where s.status = 'published' and s.starts_at >= ${startOfDay(tomorrow)}
          and s.starts_at < ${startOfDay(dayLater(tomorrow))} and r.state = 'registered'
          and r.reminded_for is distinct from s.starts_at
          and r.placed_at < ${new Date(act.now.getTime() - 24 * 3_600_000)}
        order by s.starts_at, r.queue limit ${most}
        for update of r skip locked)
      returning its.id, its.name, its.email, its.session_id`.execute(tx);
    return tellEach(tx, rows, async (session, people) => {
      const tokens = await linksFor(tx, session, people);
      await queueMails(
        tx,
        people.map((person) => ({
          to: person.email,
          key: `training:${person.id}:reminder:${session.startsAt.toISOString()}`,
          expiresAt: session.startsAt,
          ...reminderMail({ session, publicUrl: act.publicUrl, token: tokens.get(person.id) ?? '' }),
        })),
      );
    });
  });
}

/** Months after a session when those who came are asked what they put into practice. */
const monthsBefore = 3;

/** Asks them once; where nobody marked who came, those who had a place. */
export async function askFollowUp(db: Db, act: By): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; name: string; email: string; session_id: string }>`
      update training_registrations as its set followed_up_at = ${act.now}
      where its.id in (
        select r.id from training_registrations as r
        join training_sessions as s on s.id = r.session_id
        where s.status = 'published' and s.ends_at < ${act.now}::timestamptz - make_interval(months => ${monthsBefore}::integer)
          and s.ends_at > ${act.now}::timestamptz - make_interval(months => ${monthsBefore + 1}::integer)
          and r.followed_up_at is null
          and (r.attended or (r.attended is null and r.state = 'registered'))
        order by s.ends_at, r.queue limit ${most}
        for update of r skip locked)
      returning its.id, its.name, its.email, its.session_id`.execute(tx);
    return tellEach(tx, rows, async (session, people) => {
      const tokens = await linksFor(tx, session, people);
      await queueMails(
        tx,
        people.map((person) => ({
          to: person.email,
          key: `training:${person.id}:follow-up`,
          ...followUpMail({ session, publicUrl: act.publicUrl, token: tokens.get(person.id) ?? '' }),
        })),
      );
    });
  });
}

interface Row {
  id: string;
  name: string;
  email: string;
  session_id: string;
}

async function tellEach(
  tx: Db,
  rows: readonly Row[],
  tell: (session: TrainingSession, people: readonly Row[]) => Promise<void>,
): Promise<number> {
  if (rows.length === 0) return 0;
  const bySession = Map.groupBy(rows, (row) => row.session_id);
  const sessions = await selectSessions(tx)
    .where('sessions.id', 'in', [...bySession.keys()])
    .execute();
  for (const row of sessions) await tell(sessionOf(row), bySession.get(row.id) ?? []);
  return rows.length;
}
