import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Db, TrainingStatus } from '../../../platform/database/index.ts';
import { Conflict, Refusal } from '../../../platform/http/index.ts';
import { freeSlug, slugOf } from '../../../platform/slug.ts';
import { machineDate } from '../../../ui/index.ts';
import { record } from '../../audit/index.ts';
import type { By } from '../access.ts';
import { fillPlaces } from '../registrations/places.ts';
import { tellCalledOff, tellChanges } from '../registrations/telling.ts';
import type { SessionContent } from './content.ts';
import { changesBetween, meaningsOf, toldChanges, wordsOf } from './content-words.ts';
import { indexSession } from './search-entry.ts';
import { contentOf, holdSession, openingOf, type TrainingSession } from './session.ts';

const thingOf = ({ id, title }: { id: string; title: string }) => ({
  type: 'training-session',
  id,
  label: title,
});

/** Words that are pages themselves. */
const reserved = ['nouvelle', 'acces'];

const columnsOf = (content: SessionContent) => ({
  ...content,
  starts_at: new Date(content.starts_at),
  ends_at: new Date(content.ends_at),
});

async function keepVersion(
  tx: Db,
  id: string,
  version: number,
  content: SessionContent,
  { status, by, now }: By & { status: TrainingStatus },
): Promise<void> {
  await tx
    .insertInto('training_session_versions')
    .values({
      session_id: id,
      version,
      content: JSON.stringify(content),
      status,
      actor_id: by?.id ?? null,
      at: now,
    })
    .execute();
}

/** Writes a new session; gives its id and its address, which never changes. */
export async function createSession(
  tx: Db,
  act: By,
  content: SessionContent,
  { published, demonstration = false }: { published: boolean; demonstration?: boolean },
): Promise<{ id: string; slug: string }> {
  // Two at once would want the same free slug: the second waits.
  await sql`lock table training_sessions in share row exclusive mode`.execute(tx);
  const wanted = `${slugOf(content.title, 'session')}-${machineDate(new Date(content.starts_at))}`;
  const near = await tx
    .selectFrom('training_sessions')
    .select('slug')
    .where('slug', 'like', `${wanted}%`)
    .execute();
  const slug = freeSlug(wanted, new Set([...reserved, ...near.map((row) => row.slug)]));
  const status = published ? 'published' : 'draft';
  const { id } = await tx
    .insertInto('training_sessions')
    .values({
      ...columnsOf(content),
      slug,
      status,
      demonstration,
      created_at: act.now,
      updated_at: act.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await keepVersion(tx, id, 1, content, { ...act, status });
  await indexSession(tx, id, act.now);
  await record(tx, {
    actor: act.by,
    verb: 'training.create',
    thing: thingOf({ id, title: content.title }),
    detail: { published },
  });
  return { id, slug };
}

export interface Saved {
  changed: boolean;
  /** People who were told, and people who got a place. */
  told: number;
  promoted: number;
}

/**
 * Makes `content` the present version of a session. Those who come or wait are told of what they count on, in the same
 * transaction; places that are added go to those who wait.
 * @param version the one that was before the writer's eyes; throws Conflict when it is no longer the last.
 */
export async function saveSession(
  tx: Db,
  act: By,
  { id, version }: { id: string; version: number },
  content: SessionContent,
  { published }: { published: boolean },
): Promise<Saved> {
  const current = await holdSession(tx, id);
  const before = contentOf(current);
  const [was, is] = await Promise.all([wordsIn(tx, before), wordsIn(tx, content)]);
  const changes = changesBetween(was, is);
  const status = published ? 'published' : 'draft';
  if (current.status === 'cancelled')
    throw new Refusal('Cette session est annulée : elle ne se modifie plus.');
  const same = isDeepStrictEqual(before, content);
  if (same && status === current.status) return { changed: false, told: 0, promoted: 0 };
  if (version !== current.version) {
    throw new Conflict(
      'Quelqu’un a modifié cette session pendant que vous écriviez.',
      Object.fromEntries(changes.map(({ field }) => [field, was[field]])),
      current.version,
    );
  }
  refuseLosses(current, content, { published, now: act.now });
  const told = toldChanges(changes);
  const next = current.version + 1;
  await tx
    .updateTable('training_sessions')
    .set({
      ...columnsOf(content),
      status,
      version: next,
      sequence: current.sequence + (told.length > 0 ? 1 : 0),
      updated_at: act.now,
    })
    .where('id', '=', id)
    .execute();
  await keepVersion(tx, id, next, content, { ...act, status });
  const saved = await holdSession(tx, id);
  const people = told.length > 0 ? await tellChanges(tx, act, saved, told) : 0;
  // After: who comes in now has never known the former date.
  const promoted = await fillPlaces(tx, act, saved);
  await indexSession(tx, id, act.now);
  await record(tx, {
    actor: act.by,
    verb: 'training.edit',
    thing: thingOf(saved),
    detail: {
      version: next,
      fields: changes.map(({ field }) => field),
      ...(status !== current.status && { published }),
    },
  });
  return { changed: true, told: people, promoted };
}

const wordsIn = async (tx: Db, content: SessionContent) => wordsOf(content, await meaningsOf(tx, content));

/** What nobody may do to those who are registered. */
function refuseLosses(
  current: TrainingSession,
  content: SessionContent,
  { published, now }: { published: boolean; now: Date },
): void {
  const people = current.registered + current.waiting;
  if (content.capacity !== null && content.capacity < current.registered) {
    throw new Refusal(
      `${current.registered} personnes ont déjà une place : il en faut au moins autant.`,
      'places',
    );
  }
  if (!published && people > 0) {
    throw new Refusal(
      'Des personnes sont inscrites : la session ne redevient pas un brouillon. Vous pouvez l’annuler, elles seront prévenues.',
      'etat',
    );
  }
  const moved = new Date(content.starts_at).getTime() !== current.startsAt.getTime();
  if (moved && people > 0 && openingOf(current, now).state === 'over') {
    throw new Refusal('La session a commencé : sa date ne change plus.', 'jour');
  }
}

/** Calls a session off for a reason that everybody reads; all who come or wait are told. Returns how many. */
export async function callOff(tx: Db, act: By, id: string, reason: string): Promise<number> {
  const current = await holdSession(tx, id);
  if (current.status !== 'published') throw new Refusal('Seule une session publiée s’annule.');
  if (current.endsAt <= act.now) throw new Refusal('La session a eu lieu : elle ne s’annule plus.');
  const next = current.version + 1;
  await tx
    .updateTable('training_sessions')
    .set({
      status: 'cancelled',
      cancelled_reason: reason,
      version: next,
      sequence: current.sequence + 1,
      updated_at: act.now,
    })
    .where('id', '=', id)
    .execute();
  await keepVersion(tx, id, next, contentOf(current), { ...act, status: 'cancelled' });
  const told = await tellCalledOff(tx, act, await holdSession(tx, id), reason);
  await indexSession(tx, id, act.now);
  await record(tx, {
    actor: act.by,
    verb: 'training.call-off',
    thing: thingOf(current),
    detail: { reason, told },
  });
  return told;
}
