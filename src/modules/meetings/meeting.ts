import { sql } from 'kysely';
import type {
  Db,
  GroupState,
  MeetingAnswer,
  MeetingAudience,
  MeetingState,
  MinutesState,
} from '../../platform/database/index.ts';
import { deletedName } from '../identity/index.ts';

/** A meeting without what was said in it. */
export interface Meeting {
  id: string;
  group: { id: string; slug: string; title: string; state: GroupState };
  title: string;
  startsAt: Date;
  endsAt: Date;
  place: string | null;
  link: string | null;
  audience: MeetingAudience;
  state: MeetingState;
  cancelledReason: string | null;
  minutesState: MinutesState;
  proposedAt: Date | null;
  approvedAt: Date | null;
  previousId: string | null;
  version: number;
  sequence: number;
  updatedAt: Date;
}

export function selectMeetings(db: Db) {
  return db
    .selectFrom('meetings')
    .innerJoin('groups', 'groups.id', 'meetings.group_id')
    .selectAll('meetings')
    .select(['groups.slug as group_slug', 'groups.title as group_title', 'groups.state as group_state']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectMeetings>['executeTakeFirstOrThrow']>>;

export function meetingOf(row: Row): Meeting {
  return {
    id: row.id,
    group: { id: row.group_id, slug: row.group_slug, title: row.group_title, state: row.group_state },
    title: row.title,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    place: row.place,
    link: row.link,
    audience: row.audience,
    state: row.state,
    cancelledReason: row.cancelled_reason,
    minutesState: row.minutes_state,
    proposedAt: row.proposed_at,
    approvedAt: row.approved_at,
    previousId: row.previous_id,
    version: row.version,
    sequence: row.sequence,
    updatedAt: row.updated_at,
  };
}

/** Null when there is none of this id. */
export async function findMeeting(db: Db, id: string): Promise<Meeting | null> {
  const row = await selectMeetings(db).where('meetings.id', '=', id).executeTakeFirst();
  return row ? meetingOf(row) : null;
}

/** Keeps a meeting still until the end of the transaction: whoever changes it too waits. */
export async function holdMeeting(tx: Db, id: string): Promise<Meeting> {
  const row = await selectMeetings(tx)
    .where('meetings.id', '=', id)
    .forUpdate('meetings')
    .executeTakeFirstOrThrow();
  return meetingOf(row);
}

/** A point of the agenda, with what was said of it. */
export interface Item {
  id: string;
  position: number;
  title: string;
  minutes: number | null;
  presenter: string | null;
  /** « Divers », what the agenda did not foresee. */
  isOther: boolean;
  postponed: boolean;
  /** Markdown. */
  body: string;
  version: number;
  /** Who wrote last; null while nobody did. */
  writer: string | null;
  writtenAt: Date | null;
}

/** The agenda of a meeting, in its order. */
export async function itemsOf(db: Db, meetingId: string): Promise<Item[]> {
  return db
    .selectFrom('meeting_items')
    .leftJoin('accounts', 'accounts.id', 'meeting_items.written_by')
    .select([
      'meeting_items.id',
      'position',
      'title',
      'minutes',
      'presenter',
      'is_other as isOther',
      'postponed',
      'body',
      'meeting_items.version',
      'written_at as writtenAt',
      sql<
        string | null
      >`case when meeting_items.version > 0 then coalesce(accounts.name, ${deletedName}) end`.as('writer'),
    ])
    .where('meeting_id', '=', meetingId)
    .orderBy('position')
    .execute();
}

/** What an invited person said. */
export interface Invitation {
  answer: MeetingAnswer | null;
  word: string | null;
  writes: boolean;
}

/** Null for whoever was not invited. */
export async function invitationOf(db: Db, meetingId: string, accountId: string): Promise<Invitation | null> {
  const row = await db
    .selectFrom('meeting_invitations')
    .select(['answer', 'word', 'writes'])
    .where('meeting_id', '=', meetingId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row ?? null;
}
