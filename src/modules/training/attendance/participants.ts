import type { Db } from '../../../platform/database/index.ts';
import { Refusal, toCsv } from '../../../platform/http/index.ts';
import { queueMails } from '../../../platform/mail/index.ts';
import { spanWords } from '../../../ui/index.ts';
import { record } from '../../audit/index.ts';
import type { By } from '../access.ts';
import { linksFor } from '../registrations/links.ts';
import { thanksMail } from '../registrations/mails.ts';
import { holdSession, type TrainingSession } from '../sessions/session.ts';
import { issueAttestations, revokeAttestations } from './attestation.ts';

/** Somebody who comes, or waits. */
export interface Participant {
  id: string;
  name: string;
  email: string;
  body: string;
  state: 'registered' | 'waiting';
  askedByName: string | null;
  askedAt: Date;
  attended: boolean | null;
}

/** In the order of their names, those who wait last and in the order of their turn. */
export async function participantsOf(db: Db, sessionId: string): Promise<Participant[]> {
  const rows = await db
    .selectFrom('training_registrations')
    .select(['id', 'name', 'email', 'body', 'state', 'asked_by_name', 'asked_at', 'attended'])
    .where('session_id', '=', sessionId)
    .where('state', '<>', 'cancelled')
    .orderBy('queue')
    .execute();
  const all = rows.map(
    (row): Participant => ({
      id: row.id,
      name: row.name,
      email: row.email,
      body: row.body,
      state: row.state === 'waiting' ? 'waiting' : 'registered',
      askedByName: row.asked_by_name,
      askedAt: row.asked_at,
      attended: row.attended,
    }),
  );
  const placed = all.filter(({ state }) => state === 'registered');
  return [
    ...placed.toSorted((one, other) => one.name.localeCompare(other.name, 'fr')),
    ...all.filter(({ state }) => state === 'waiting'),
  ];
}

/** Who comes, for a spreadsheet. That it was taken out is in the audit trail. */
export async function participantsAsCsv(tx: Db, { by }: By, session: TrainingSession): Promise<string> {
  const people = await participantsOf(tx, session.id);
  await record(tx, {
    actor: by,
    verb: 'training.export-participants',
    thing: { type: 'training-session', id: session.id, label: session.title },
    detail: { count: people.length },
  });
  return toCsv(
    ['nom', 'courriel', 'organisme', 'etat', 'inscrit_par', 'demande_le', 'presence', 'session', 'quand'],
    people.map((one) => [
      one.name,
      one.email,
      one.body,
      one.state === 'registered' ? 'inscrit' : 'liste d’attente',
      one.askedByName,
      one.askedAt.toISOString(),
      one.attended === null ? null : one.attended ? 'oui' : 'non',
      session.title,
      spanWords(session),
    ]),
  );
}

/**
 * Notes who came among those who were shown. Each of them has an attestation and is told once, however often it is noted; who
 * turns out not to have come loses it.
 */
export async function markAttendance(
  tx: Db,
  act: By,
  sessionId: string,
  { shown, present }: { shown: readonly string[]; present: ReadonlySet<string> },
): Promise<{ present: number; told: number }> {
  const session = await holdSession(tx, sessionId);
  if (session.status !== 'published') throw new Refusal('La session n’a pas lieu : personne n’y vient.');
  if (session.startsAt > act.now)
    throw new Refusal('La session n’a pas commencé : la présence se note ensuite.');
  if (shown.length === 0) throw new Refusal('Personne n’est inscrit à cette session.');
  const people = await tx
    .selectFrom('training_registrations')
    .select(['id', 'name', 'email', 'attended'])
    .where('session_id', '=', session.id)
    .where('state', '<>', 'cancelled')
    .where('id', 'in', shown)
    .execute();
  const came = people.filter(({ id }) => present.has(id));
  const absent = people.filter(({ id }) => !present.has(id));
  for (const [group, attended] of [
    [came, true],
    [absent, false],
  ] as const) {
    if (group.length === 0) continue;
    const ids = group.map(({ id }) => id);
    await tx.updateTable('training_registrations').set({ attended }).where('id', 'in', ids).execute();
  }
  await issueAttestations(tx, session.id, came, act.now);
  await revokeAttestations(
    tx,
    absent.map(({ id }) => id),
    act.now,
  );
  const fresh = came.filter(({ attended }) => attended !== true);
  const tokens = await linksFor(tx, session, fresh);
  const told = await queueMails(
    tx,
    fresh.map(({ id, email }) => ({
      to: email,
      key: `training:${id}:attestation`,
      ...thanksMail({ session, publicUrl: act.publicUrl, token: tokens.get(id) ?? '' }),
    })),
  );
  await record(tx, {
    actor: act.by,
    verb: 'training.mark-attendance',
    thing: { type: 'training-session', id: session.id, label: session.title },
    detail: { present: came.length, absent: absent.length },
  });
  return { present: came.length, told };
}
