import type { Db } from '../../platform/database/index.ts';
import { dayLater, machineDate, parisMoment } from '../../ui/index.ts';
import { findOrganisation } from '../organisations/index.ts';
import { findAuthority } from '../territories/index.ts';
import { issueAttestations } from './attendance/attestation.ts';
import type { Mode } from './sessions/content.ts';
import { createSession } from './sessions/saving.ts';

/** A session that is not held, for a demonstration only. */
export interface DemonstrationSession {
  offer: string | null;
  title: string;
  description: string;
  /** Days from the day of the demonstration; negative when it is over. */
  in_days: number;
  starts_at: string;
  ends_at: string;
  mode: Mode;
  address: string | null;
  territory: string | null;
  organiser: string;
  capacity: number | null;
  publics: readonly string[];
  /** Those who come, in the order in which they asked. */
  people: readonly { name: string; email: string; body: string; attended: boolean | null }[];
}

/** Writes a fictional session and who comes; nobody is told by mail. */
export async function addDemonstrationSession(
  tx: Db,
  session: DemonstrationSession,
  { by, now }: { by: { id: string; name: string } | null; now: Date },
): Promise<void> {
  const organiser = await findOrganisation(tx, session.organiser);
  if (!organiser) return;
  const day = dayLater(machineDate(now), session.in_days);
  const [start, end] = [parisMoment(day, session.starts_at), parisMoment(day, session.ends_at)];
  const offer = session.offer && (await offerOf(tx, session.offer));
  const territory = session.territory ? await findAuthority(tx, session.territory) : undefined;
  const act = { by, now, publicUrl: '', mailFrom: null };
  const { id } = await createSession(
    tx,
    act,
    {
      resource: offer || null,
      title: session.title,
      description: session.description,
      starts_at: start.toISOString(),
      ends_at: end.toISOString(),
      minutes: (end.getTime() - start.getTime()) / 60_000,
      mode: session.mode,
      address: session.address,
      territory: territory?.id ?? null,
      remote_url: null,
      organiser: organiser.slug,
      contact: null,
      capacity: session.capacity,
      opens_on: null,
      closes_on: null,
      publics: [...session.publics],
    },
    { published: true, demonstration: true },
  );
  const places = session.capacity ?? Number.POSITIVE_INFINITY;
  const asked = new Date(Math.min(now.getTime(), start.getTime()) - 3 * 86_400_000);
  for (const [index, { name, email, body, attended }] of session.people.entries()) {
    const { id: registration } = await tx
      .insertInto('training_registrations')
      .values({
        session_id: id,
        name,
        email,
        body,
        account_id: (
          await tx.selectFrom('accounts').select('id').where('email', '=', email).executeTakeFirst()
        )?.id,
        state: index < places ? 'registered' : 'waiting',
        asked_at: asked,
        placed_at: index < places ? asked : null,
        attended,
        // Nobody is asked anything.
        reminded_for: start,
        followed_up_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (attended) await issueAttestations(tx, id, [{ id: registration, name }], end);
  }
}

async function offerOf(tx: Db, slug: string): Promise<string | null> {
  const row = await tx.selectFrom('resources').select('slug').where('slug', '=', slug).executeTakeFirst();
  return row?.slug ?? null;
}
