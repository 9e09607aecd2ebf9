import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { Conflict, found, Refusal } from '../../platform/http/index.ts';
import { deletedName } from '../identity/index.ts';
import type { Act } from './access.ts';
import { holdMeeting, type Meeting } from './meeting.ts';
import { mergedText } from './merge.ts';
import { indexMeeting } from './search-entry.ts';

/** Keeps the minutes of a meeting still, and makes sure that they may still be written. */
export async function holdDraft(tx: Db, id: string): Promise<Meeting> {
  const meeting = await holdMeeting(tx, id);
  if (meeting.state === 'cancelled') throw new Refusal('Cette réunion est annulée.');
  if (meeting.minutesState !== 'draft')
    throw new Refusal(
      meeting.minutesState === 'approved'
        ? 'Ce compte rendu est approuvé : il ne change plus.'
        : 'Ce compte rendu vient d’être proposé : il ne change plus, sauf si un copilote le reprend.',
    );
  return meeting;
}

/**
 * Writes what was said of a point. What somebody else wrote since `version` is put together with it where both did not
 * change the same lines; otherwise throws Conflict. Every text stays in the history. Tells whom it was put together with.
 */
export async function writeSection(
  tx: Db,
  { by, now }: Act,
  { meetingId, itemId, version }: { meetingId: string; itemId: string; version: number },
  body: string,
): Promise<{ mergedWith: string | null }> {
  const meeting = await holdDraft(tx, meetingId);
  const current = found(
    await tx
      .selectFrom('meeting_items')
      .leftJoin('accounts', 'accounts.id', 'meeting_items.written_by')
      .select(['body', 'meeting_items.version', 'accounts.name'])
      .where('meeting_items.id', '=', itemId)
      .where('meeting_id', '=', meetingId)
      .forUpdate('meeting_items')
      .executeTakeFirst(),
    'Ce point n’est plus à l’ordre du jour.',
  );
  const base = version === current.version ? current.body : await bodyAt(tx, itemId, version);
  const text = base === null ? null : mergedText({ base, mine: body, theirs: current.body });
  if (text === null)
    throw new Conflict(
      `${current.name ?? 'Quelqu’un'} a écrit sur les mêmes lignes pendant que vous écriviez.`,
      { texte: current.body },
      current.version,
    );
  const merged = text !== body;
  if (text !== current.body) {
    const next = current.version + 1;
    await tx
      .insertInto('meeting_item_versions')
      .values({ item_id: itemId, version: next, body: text, written_by: by.id, written_at: now, merged })
      .execute();
    await tx
      .updateTable('meeting_items')
      .set({ body: text, version: next, written_by: by.id, written_at: now })
      .where('id', '=', itemId)
      .execute();
    await indexMeeting(tx, meeting);
  }
  return { mergedWith: merged ? (current.name ?? deletedName) : null };
}

/** What was written at a version; null for one that never was. */
async function bodyAt(tx: Db, itemId: string, version: number): Promise<string | null> {
  if (version === 0) return '';
  const row = await tx
    .selectFrom('meeting_item_versions')
    .select('body')
    .where('item_id', '=', itemId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.body ?? null;
}

export interface SectionVersion {
  version: number;
  body: string;
  writer: string;
  writtenAt: Date;
  merged: boolean;
}

/** How many versions the history shows; one more is read, to tell what the last shown one changed. */
export const versionsShown = 50;

/** All that was written of a point, newest first. */
export async function sectionVersions(db: Db, itemId: string): Promise<SectionVersion[]> {
  return db
    .selectFrom('meeting_item_versions as its')
    .leftJoin('accounts', 'accounts.id', 'its.written_by')
    .select([
      'its.version',
      'its.body',
      'its.merged',
      'its.written_at as writtenAt',
      sql<string>`coalesce(accounts.name, ${deletedName})`.as('writer'),
    ])
    .where('item_id', '=', itemId)
    .orderBy('its.version', 'desc')
    .limit(versionsShown + 1)
    .execute();
}

/** Leaves a point for the next meeting, or not. */
export async function postponeItem(
  tx: Db,
  meetingId: string,
  itemId: string,
  postponed: boolean,
): Promise<void> {
  await holdDraft(tx, meetingId);
  await tx
    .updateTable('meeting_items')
    .set({ postponed })
    .where('id', '=', itemId)
    .where('meeting_id', '=', meetingId)
    .where('is_other', '=', false)
    .execute();
}
