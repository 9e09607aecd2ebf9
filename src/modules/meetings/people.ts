import { sql } from 'kysely';
import type { Db, MeetingAnswer, MembershipRole, Side } from '../../platform/database/index.ts';
import { affiliationColumns, affiliationWords, sideOfBody } from '../membership/index.ts';

/** A person of the group, and how they stand to a meeting. */
export interface Person {
  id: string;
  name: string;
  /** Authority or organisation. */
  body: string;
  side: Side | null;
  role: MembershipRole;
  invited: boolean;
  byName: boolean;
  writes: boolean;
  answer: MeetingAnswer | null;
  word: string | null;
}

/** For whom a person speaks: a copilot for their side, others for that of their body. */
const sideOf = sql<Side | null>`coalesce(memberships.side, ${sideOfBody})`;

const personColumns = [
  'accounts.id',
  'accounts.name',
  ...affiliationColumns,
  'memberships.role',
  'its.answer',
  'its.word',
  sql<boolean>`its.meeting_id is not null`.as('invited'),
  sql<boolean>`coalesce(its.by_name, false)`.as('byName'),
  sql<boolean>`coalesce(its.writes, false)`.as('writes'),
  sideOf.as('side'),
] as const;

function selectPeople(db: Db, meeting: { id: string; groupId: string }) {
  return db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .leftJoin('meeting_invitations as its', (join) =>
      join.onRef('its.account_id', '=', 'accounts.id').on('its.meeting_id', '=', meeting.id),
    )
    .where('memberships.group_id', '=', meeting.groupId)
    .where('accounts.state', '=', 'active');
}

type Asked = { id: string; groupId: string };

interface Page {
  which: 'invited' | 'not-invited' | 'unmarked';
  q: string;
  page: number;
  perPage: number;
}

type PersonRow = Omit<Person, 'body'> & Parameters<typeof affiliationWords>[0];

function personOf(row: PersonRow): Person {
  const { id, name, side, role, invited, byName, writes, answer, word } = row;
  return { id, name, body: affiliationWords(row) ?? '', side, role, invited, byName, writes, answer, word };
}

/** People of the group: those invited, those who are not, or those of whom nobody said whether they were there. */
export async function peopleOf(
  db: Db,
  meeting: Asked,
  { which, q, page, perPage }: Page,
): Promise<{ people: Person[]; total: number }> {
  const looked =
    q.trim() === '' ? sql<boolean>`true` : sql<boolean>`strpos(plain(accounts.name), plain(${q.trim()})) > 0`;
  const some = () => {
    const query = selectPeople(db, meeting).where(looked);
    if (which === 'invited') return query.where('its.meeting_id', 'is not', null);
    if (which === 'not-invited') return query.where('its.meeting_id', 'is', null);
    return query.where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('meeting_attendance')
            .select(sql`1`.as('one'))
            .where('meeting_attendance.meeting_id', '=', meeting.id)
            .whereRef('meeting_attendance.account_id', '=', 'accounts.id'),
        ),
      ),
    );
  };
  const [rows, { total }] = await Promise.all([
    some()
      .select(personColumns)
      // Who said they would come, then who was asked, then the others.
      .orderBy(sql`case its.answer when 'yes' then 0 when 'maybe' then 1 when 'no' then 3 else 2 end`)
      .orderBy(sql`its.meeting_id is null`)
      .orderBy(sql`plain(accounts.name)`)
      .orderBy('accounts.id')
      .limit(perPage)
      .offset((page - 1) * perPage)
      .execute(),
    some()
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return {
    people: rows.map(personOf),
    total,
  };
}

/** These people as they are today, for what is kept of that day. */
export async function peopleNamed(db: Db, meeting: Asked, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  const rows = await selectPeople(db, meeting)
    .where('accounts.id', '=', sql<string>`any(${ids}::uuid[])`)
    .select(personColumns)
    .execute();
  return rows.map(personOf);
}

/** How many people of one side gave one answer; null: they did not. */
export interface AnswerCount {
  side: Side | null;
  answer: MeetingAnswer | null;
  count: number;
}

/** What those invited answered, by side. */
export async function answerCounts(db: Db, meeting: Asked): Promise<AnswerCount[]> {
  return selectPeople(db, meeting)
    .where('its.meeting_id', 'is not', null)
    .groupBy([sideOf, 'its.answer'])
    .select((eb) => [sideOf.as('side'), 'its.answer', eb.fn.countAll<number>().as('count')])
    .execute();
}

/** Says whether a person comes. One who takes part in the group is in, even when the meeting was called before they came. */
export async function answerMeeting(
  tx: Db,
  { meetingId, accountId, now }: { meetingId: string; accountId: string; now: Date },
  { answer, word }: { answer: MeetingAnswer; word: string | null },
): Promise<void> {
  const said = { answer, word, answered_at: now };
  await tx
    .insertInto('meeting_invitations')
    .values({ meeting_id: meetingId, account_id: accountId, invited_at: now, ...said })
    .onConflict((conflict) => conflict.constraint('meeting_invitations_once').doUpdateSet(said))
    .execute();
}

/** Asks a person to take the minutes, or no longer. */
export async function letWrite(tx: Db, meetingId: string, accountId: string, writes: boolean): Promise<void> {
  await tx
    .updateTable('meeting_invitations')
    .set({ writes })
    .where('meeting_id', '=', meetingId)
    .where('account_id', '=', accountId)
    .execute();
}

const mostOffered = 200;

/**
 * People of a group to choose among by name: these, then the copilots and the others; not all of a large group.
 */
export async function candidates(
  db: Db,
  groupId: string,
  ids: readonly string[],
): Promise<{ people: { id: string; name: string; body: string }[]; more: boolean }> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .where('memberships.group_id', '=', groupId)
    .where('accounts.state', '=', 'active')
    .select(['accounts.id', 'accounts.name', ...affiliationColumns])
    .orderBy(sql`accounts.id = any(${ids}::uuid[])`, 'desc')
    .orderBy(sql`memberships.role = 'copilot'`, 'desc')
    .orderBy(sql`plain(accounts.name)`)
    .orderBy('accounts.id')
    .limit(Math.max(mostOffered, ids.length) + 1)
    .execute();
  const people = rows.map((row) => ({ id: row.id, name: row.name, body: affiliationWords(row) ?? '' }));
  const shown = Math.max(mostOffered, ids.length);
  return { people: people.slice(0, shown), more: people.length > shown };
}
