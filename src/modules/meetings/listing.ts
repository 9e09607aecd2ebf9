import { sql } from 'kysely';
import type { Db, MeetingAnswer } from '../../platform/database/index.ts';
import { type Meeting, meetingOf, selectMeetings } from './meeting.ts';

/** A meeting in a list, with what its reader answered. */
export interface MeetingLine extends Meeting {
  invited: boolean;
  answer: MeetingAnswer | null;
}

export const pastPerPage = 20;
const mostToCome = 50;

const joined = (db: Db, accountId: string) =>
  selectMeetings(db)
    .leftJoin('meeting_invitations as its', (join) =>
      join.onRef('its.meeting_id', '=', 'meetings.id').on('its.account_id', '=', accountId),
    )
    .select([sql<boolean>`its.meeting_id is not null`.as('invited'), 'its.answer']);

type Row = Awaited<ReturnType<ReturnType<typeof joined>['executeTakeFirstOrThrow']>>;

const lineOf = (row: Row): MeetingLine => ({ ...meetingOf(row), invited: row.invited, answer: row.answer });

/** The meetings of some groups that are to come, the next first. */
export async function meetingsToCome(
  db: Db,
  groupIds: readonly string[],
  { accountId, now, limit = mostToCome }: { accountId: string; now: Date; limit?: number },
): Promise<MeetingLine[]> {
  if (groupIds.length === 0) return [];
  const rows = await joined(db, accountId)
    .where('meetings.group_id', 'in', groupIds)
    .where('meetings.ends_at', '>', now)
    .orderBy('meetings.starts_at')
    .orderBy('meetings.id')
    .limit(limit)
    .execute();
  return rows.map(lineOf);
}

/** The meetings of a group that are over, the last first. */
export async function pastMeetings(
  db: Db,
  groupId: string,
  { accountId, now, page }: { accountId: string; now: Date; page: number },
): Promise<{ meetings: MeetingLine[]; total: number }> {
  const [rows, { total }] = await Promise.all([
    joined(db, accountId)
      .where('meetings.group_id', '=', groupId)
      .where('meetings.ends_at', '<=', now)
      .orderBy('meetings.starts_at', 'desc')
      .orderBy('meetings.id')
      .limit(pastPerPage)
      .offset((page - 1) * pastPerPage)
      .execute(),
    db
      .selectFrom('meetings')
      .where('group_id', '=', groupId)
      .where('ends_at', '<=', now)
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { meetings: rows.map(lineOf), total };
}

/** The meeting that takes up what this one left open; null while there is none. */
export async function nextOf(db: Db, id: string): Promise<{ id: string; startsAt: Date } | null> {
  const row = await db
    .selectFrom('meetings')
    .select(['id', 'starts_at as startsAt'])
    .where('previous_id', '=', id)
    .where('state', '=', 'called')
    .orderBy('starts_at')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
