import type { Db } from '../../../platform/database/index.ts';
import { limitAttempts, Refusal } from '../../../platform/http/index.ts';
import { type Mail, queueMails } from '../../../platform/mail/index.ts';
import { formatDate } from '../../../ui/index.ts';
import type { By } from '../access.ts';
import { invitationOf } from '../calendar.ts';
import {
  holdSession,
  type Opening,
  openingOf,
  placesLeft,
  type TrainingSession,
} from '../sessions/session.ts';
import { linksFor } from './links.ts';
import { type AskedBy, alreadyMail, cancelledMail, placedMail, promotedMail, waitingMail } from './mails.ts';

/** Colleagues that one person may register for one session. */
export const mostColleagues = 10;
const mostWaiting = 500;

const day = 24 * 3600;

export interface Person {
  name: string;
  email: string;
}

/** Who asks: somebody who showed that they read this address, or who is signed in with it. */
export interface Asker extends Person {
  accountId: string | null;
  body: string;
}

/** Why nobody can register now; null when one can. */
export function whyNotOpen(opening: Opening): string | null {
  switch (opening.state) {
    case 'open':
      return null;
    case 'not-yet':
      return `Les inscriptions ouvrent le ${formatDate(opening.on)}.`;
    case 'closed':
      return opening.on
        ? `Les inscriptions sont closes depuis le ${formatDate(opening.on)}.`
        : 'Les inscriptions ne sont pas ouvertes.';
    case 'over':
      return 'La session a commencé : les inscriptions sont closes.';
    case 'cancelled':
      return 'La session est annulée.';
  }
}

export interface Asked {
  placed: number;
  waiting: number;
  /** Whoever asks had a place, or waited for one, already. */
  alreadyIn: boolean;
}

/**
 * Gives these people a place each, in this order, while there are any; the others wait. They are told, each with a link of
 * their own. One session takes one such call at a time: there are never more people than places.
 */
export async function register(
  tx: Db,
  act: By,
  sessionId: string,
  { asker, people }: { asker: Asker; people: readonly Person[] },
): Promise<Asked> {
  const session = await holdSession(tx, sessionId);
  const refused = whyNotOpen(openingOf(session, act.now));
  if (refused) throw new Refusal(refused);
  const known = await tx
    .selectFrom('training_registrations')
    .select(['id', 'email', 'asked_by_email'])
    .where('session_id', '=', session.id)
    .where('state', '<>', 'cancelled')
    .where((eb) =>
      eb.or([
        eb(
          'email',
          'in',
          people.map(({ email }) => email),
        ),
        eb('asked_by_email', '=', asker.email),
      ]),
    )
    .execute();
  const already = new Map(known.map(({ email, id }) => [email, id]));
  const fresh = people.filter(({ email }) => !already.has(email));
  const others = fresh.filter(({ email }) => email !== asker.email).length;
  if (known.filter(({ asked_by_email }) => asked_by_email === asker.email).length + others > mostColleagues)
    throw new Refusal(`Une même personne inscrit ${mostColleagues} collègues au plus à une session.`);
  if (fresh.length > 0) await keepWithinLimits(tx, asker, fresh, act.now);

  const left = placesLeft(session) ?? Number.POSITIVE_INFINITY;
  // Who waits comes first, even when a place just became free.
  const free = session.waiting > 0 ? 0 : left;
  if (session.waiting + Math.max(0, fresh.length - free) > mostWaiting)
    throw new Refusal('La liste d’attente est pleine. Regardez les autres sessions.');
  const rows =
    fresh.length === 0
      ? []
      : await tx
          .insertInto('training_registrations')
          .values(
            fresh.map((person, index) => ({
              session_id: session.id,
              ...person,
              body: asker.body,
              account_id: person.email === asker.email ? asker.accountId : null,
              ...(person.email !== asker.email && {
                asked_by_name: asker.name,
                asked_by_email: asker.email,
                asked_by_account: asker.accountId,
              }),
              state: index < free ? ('registered' as const) : ('waiting' as const),
              asked_at: act.now,
              placed_at: index < free ? act.now : null,
            })),
          )
          .returning(['id', 'name', 'email', 'state'])
          .execute();
  const told = people.flatMap(({ email, name }) => {
    const id = already.get(email);
    // Who asks for themselves reads it on the page.
    return id && email !== asker.email ? [{ id, name, email, state: 'already' as const }] : [];
  });
  await tell(tx, act, session, [...rows, ...told], asker);
  return {
    placed: rows.filter(({ state }) => state === 'registered').length,
    waiting: rows.filter(({ state }) => state === 'waiting').length,
    alreadyIn: people.some(({ email }) => email === asker.email) && already.has(asker.email),
  };
}

/** In the transaction: past a limit all is undone, and the counts stay at the limit. */
async function keepWithinLimits(tx: Db, asker: Asker, people: readonly Person[], now: Date): Promise<void> {
  for (const { email } of people) {
    await limitAttempts(tx, { name: 'training asker', of: asker.email, max: 60, seconds: day, now });
    await limitAttempts(tx, { name: 'training person', of: email, max: 12, seconds: day, now });
  }
}

type Told = Person & { id: string; state: 'registered' | 'waiting' | 'cancelled' | 'already' };

async function tell(
  tx: Db,
  act: By,
  session: TrainingSession,
  people: readonly Told[],
  asker: AskedBy,
): Promise<void> {
  const tokens = await linksFor(tx, session, people);
  const { publicUrl } = act;
  await queueMails(
    tx,
    people.map(({ state, ...person }): Mail => {
      const about = { session, publicUrl, token: tokens.get(person.id) ?? '' };
      const askedBy = person.email === asker.email ? null : { name: asker.name, email: asker.email };
      if (state === 'already') {
        // However often it is asked, they are told once for each who asks.
        const key = `training:${person.id}:already:${asker.email}`;
        return { to: person.email, key, ...alreadyMail({ ...about, askedBy: asker }) };
      }
      const key = `training:${person.id}:${state}`;
      if (state !== 'registered') return { to: person.email, key, ...waitingMail({ ...about, askedBy }) };
      const calendar = invitationOf(session, person, 'REQUEST', act);
      return { to: person.email, key, calendar, ...placedMail({ ...about, askedBy }) };
    }),
  );
}

/**
 * Gives the free places to those who wait longest, and tells them. The session is held by the caller; nobody is brought into one
 * that has begun.
 */
export async function fillPlaces(tx: Db, act: By, session: TrainingSession): Promise<number> {
  if (session.status !== 'published' || session.startsAt <= act.now) return 0;
  const left = placesLeft(session);
  if (left === 0 || session.waiting === 0) return 0;
  const rows = await tx
    .updateTable('training_registrations')
    .set({ state: 'registered', placed_at: act.now })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('training_registrations as first')
        .select('first.id')
        .where('first.session_id', '=', session.id)
        .where('first.state', '=', 'waiting')
        .orderBy('first.queue')
        .limit(left ?? mostWaiting),
    )
    .returning(['id', 'name', 'email'])
    .execute();
  const tokens = await linksFor(tx, session, rows);
  await queueMails(
    tx,
    rows.map((person) => ({
      to: person.email,
      key: `training:${person.id}:promoted`,
      calendar: invitationOf(session, person, 'REQUEST', act),
      ...promotedMail({ session, publicUrl: act.publicUrl, token: tokens.get(person.id) ?? '' }),
    })),
  );
  return rows.length;
}

/** Who cancels: the person, whoever registered them, or the organiser with a reason. */
export type CancelledBy = 'self' | AskedBy | { reason: string };

/** Takes a registration out, tells the person, and gives the place to who waits. Throws Refusal when it is too late. */
export async function cancelRegistration(
  tx: Db,
  act: By,
  { id, sessionId }: { id: string; sessionId: string },
  by: CancelledBy,
): Promise<void> {
  const session = await holdSession(tx, sessionId);
  if (session.startsAt <= act.now)
    throw new Refusal('La session a commencé : l’inscription ne s’annule plus.');
  const before = await tx
    .selectFrom('training_registrations')
    .select(['id', 'name', 'email', 'state'])
    .where('id', '=', id)
    .where('session_id', '=', session.id)
    .where('state', '<>', 'cancelled')
    .executeTakeFirst();
  if (!before) throw new Refusal('Cette inscription est déjà annulée.');
  await tx
    .updateTable('training_registrations')
    .set({ state: 'cancelled', cancelled_at: act.now })
    .where('id', '=', id)
    .execute();
  if (session.status === 'cancelled') return;
  await queueMails(tx, [
    {
      to: before.email,
      key: `training:${id}:cancelled`,
      ...(before.state === 'registered' && { calendar: invitationOf(session, before, 'CANCEL', act) }),
      ...cancelledMail({ session, publicUrl: act.publicUrl, by }),
    },
  ]);
  if (before.state !== 'registered') return;
  await fillPlaces(tx, act, { ...session, registered: session.registered - 1 });
}
