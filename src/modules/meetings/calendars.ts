import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '../../platform/database/index.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import { calendarOfMeetings } from './calendar.ts';
import { meetingOf, selectMeetings } from './meeting.ts';

/** A calendar that a person may subscribe to: of one group, or of all their meetings. */
export interface CalendarChoice {
  groupId: string | null;
  title: string;
  /** When its present address was made; null while it has none. */
  since: Date | null;
}

/** The calendars of a person: theirs, then one for each group they are in. */
export async function calendarsOf(db: Db, accountId: string): Promise<CalendarChoice[]> {
  const [own, groups] = await Promise.all([
    db
      .selectFrom('meeting_calendars')
      .select('created_at')
      .where('account_id', '=', accountId)
      .where('group_id', 'is', null)
      .executeTakeFirst(),
    db
      .selectFrom('memberships')
      .innerJoin('groups', 'groups.id', 'memberships.group_id')
      .leftJoin('meeting_calendars as its', (join) =>
        join.onRef('its.group_id', '=', 'groups.id').onRef('its.account_id', '=', 'memberships.account_id'),
      )
      .where('memberships.account_id', '=', accountId)
      .select(['groups.id', 'groups.title', 'its.created_at'])
      .orderBy('groups.title')
      .execute(),
  ]);
  return [
    { groupId: null, title: 'Toutes mes réunions', since: own?.created_at ?? null },
    ...groups.map(({ id, title, created_at }) => ({ groupId: id, title, since: created_at })),
  ];
}

/** Gives a calendar a new address; the one before serves no more. Returns its secret, which nothing keeps. */
export async function openCalendar(
  tx: Db,
  { accountId, groupId, now }: { accountId: string; groupId: string | null; now: Date },
): Promise<string> {
  await closeCalendar(tx, { accountId, groupId });
  const token = newToken();
  await tx
    .insertInto('meeting_calendars')
    .values({ token_hash: hashToken(token), account_id: accountId, group_id: groupId, created_at: now })
    .execute();
  return token;
}

export async function closeCalendar(
  tx: Db,
  { accountId, groupId }: { accountId: string; groupId: string | null },
): Promise<void> {
  await tx
    .deleteFrom('meeting_calendars')
    .where('account_id', '=', accountId)
    .where('group_id', groupId === null ? 'is' : '=', groupId)
    .execute();
}

/** How far back a calendar goes. */
const daysBack = 120;
const most = 500;

/**
 * The calendar of this address, as its owner may see it now: who left a group, or was put out, finds nothing more of it.
 * Null when the address serves no more.
 */
export async function readCalendar(
  db: Db,
  token: string,
  { publicUrl, now }: { publicUrl: string; now: Date },
): Promise<string | null> {
  const calendar = await db
    .selectFrom('meeting_calendars as its')
    .innerJoin('accounts', 'accounts.id', 'its.account_id')
    .leftJoin('groups', 'groups.id', 'its.group_id')
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.group_id', '=', 'its.group_id')
        .onRef('memberships.account_id', '=', 'its.account_id'),
    )
    .where('its.token_hash', '=', hashToken(token))
    .where('accounts.state', '=', 'active')
    .where((eb) => eb.or([eb('its.group_id', 'is', null), eb('memberships.role', 'is not', null)]))
    .select(['its.account_id', 'its.group_id', 'groups.title'])
    .executeTakeFirst();
  if (!calendar) return null;
  const { account_id: accountId, group_id: groupId } = calendar;
  let query = selectMeetings(db)
    .innerJoin('memberships', (join) =>
      join
        .onRef('memberships.group_id', '=', 'meetings.group_id')
        .on('memberships.account_id', '=', accountId),
    )
    .leftJoin('meeting_invitations as its', (join) =>
      join.onRef('its.meeting_id', '=', 'meetings.id').on('its.account_id', '=', accountId),
    )
    .where('meetings.starts_at', '>', new Date(now.getTime() - daysBack * 86_400_000));
  // Of all one's groups, the meetings that one is expected at; of a group, all of them.
  query = groupId
    ? query.where('meetings.group_id', '=', groupId)
    : query.where('its.meeting_id', 'is not', null).where('its.answer', 'is distinct from', 'no');
  const rows = await query
    .select((eb) => [
      sql<boolean>`its.meeting_id is not null or memberships.role = 'copilot'`.as('joins'),
      jsonArrayFrom(
        eb
          .selectFrom('meeting_items')
          .select('meeting_items.title')
          .whereRef('meeting_items.meeting_id', '=', 'meetings.id')
          .where('is_other', '=', false)
          .orderBy('position'),
      ).as('agenda'),
    ])
    .orderBy('meetings.starts_at', 'desc')
    .limit(most)
    .execute();
  return calendarOfMeetings(
    rows.map((row) => ({
      ...meetingOf(row),
      joins: row.joins,
      agenda: row.agenda.map(({ title }) => title),
    })),
    { name: calendar.title ? `Réunions : ${calendar.title}` : 'Mes réunions sur Cordée', publicUrl },
  );
}
