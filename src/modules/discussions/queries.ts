import { type RawBuilder, sql } from 'kysely';
import type { Db, ThreadKind } from '../../platform/database/index.ts';
import { deletedName } from '../identity/index.ts';
import { threadsPerPage } from './paging.ts';

/** A thread as lists show it. */
export interface ThreadLine {
  id: string;
  groupId: string;
  groupSlug: string;
  groupTitle: string;
  kind: ThreadKind;
  title: string;
  authorName: string;
  pinned: boolean;
  closed: boolean;
  /** Of a question: somebody said which message answers it. */
  answered: boolean;
  messages: number;
  lastMessageAt: Date;
  /** Messages that the reader has not seen; none in a thread that was silent since they joined. */
  unread: number;
}

export interface Reader {
  accountId: string;
}

/** Threads, with what the reader has yet to see of them. One who follows late is not told of all the past. */
function selectThreads(db: Db, { accountId }: Reader) {
  return db
    .selectFrom('threads')
    .innerJoin('groups', 'groups.id', 'threads.group_id')
    .leftJoin('accounts', 'accounts.id', 'threads.author_id')
    .leftJoin('thread_reads', (join) =>
      join.onRef('thread_reads.thread_id', '=', 'threads.id').on('thread_reads.account_id', '=', accountId),
    )
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.group_id', '=', 'threads.group_id')
        .on('memberships.account_id', '=', accountId),
    )
    .where('threads.deleted_at', 'is', null)
    .select([
      'threads.id',
      'threads.group_id as groupId',
      'groups.slug as groupSlug',
      'groups.title as groupTitle',
      'threads.kind',
      'threads.title',
      'threads.pinned',
      'threads.message_count as messages',
      'threads.last_message_at as lastMessageAt',
      sql<string>`coalesce(accounts.name, ${deletedName})`.as('authorName'),
      sql<boolean>`threads.closed_at is not null`.as('closed'),
      sql<boolean>`threads.accepted_number is not null`.as('answered'),
      sql<number>`case
        when thread_reads.last_number is not null then greatest(threads.message_count - thread_reads.last_number, 0)
        when threads.last_message_at > coalesce(memberships.joined_at, 'infinity') then threads.message_count
        else 0 end`.as('unread'),
    ]);
}

/** Which threads of a group: of one category, or the questions that have no accepted answer. */
export interface ThreadFilter {
  kind?: ThreadKind;
  unanswered?: boolean;
}

export interface ThreadPage {
  threads: ThreadLine[];
  /** Of the filter. */
  total: number;
  /** Of the whole group, by category. */
  counts: ReadonlyMap<ThreadKind, number>;
  /** Questions without an accepted answer. */
  unanswered: number;
}

/** The threads of a group: pinned first, then those that moved last. */
export async function listThreads(
  db: Db,
  groupId: string,
  reader: Reader,
  page: number,
  { kind, unanswered }: ThreadFilter = {},
): Promise<ThreadPage> {
  const [threads, rows] = await Promise.all([
    selectThreads(db, reader)
      // The page is cut before anything is joined to it: the last page costs as much as the first.
      .where('threads.id', 'in', (eb) =>
        eb
          .selectFrom('threads as t')
          .select('t.id')
          .where('t.group_id', '=', groupId)
          .where('t.deleted_at', 'is', null)
          .$if(kind !== undefined, (query) => query.where('t.kind', '=', kind ?? 'discussion'))
          .$if(unanswered === true, (query) => query.where('t.accepted_number', 'is', null))
          .orderBy('t.pinned', 'desc')
          .orderBy('t.last_message_at', 'desc')
          .limit(threadsPerPage)
          .offset((page - 1) * threadsPerPage),
      )
      .orderBy('threads.pinned', 'desc')
      .orderBy('threads.last_message_at', 'desc')
      .execute(),
    db
      .selectFrom('threads')
      .select((eb) => [
        'kind',
        eb.fn.countAll<number>().as('total'),
        sql<number>`count(*) filter (where accepted_number is null)`.as('open'),
      ])
      .where('group_id', '=', groupId)
      .where('deleted_at', 'is', null)
      .groupBy('kind')
      .execute(),
  ]);
  const asked = rows.filter((row) => kind === undefined || row.kind === kind);
  return {
    threads,
    total: asked.reduce((sum, { total, open }) => sum + (unanswered ? open : total), 0),
    counts: new Map(rows.map((row) => [row.kind, row.total])),
    unanswered: rows.find((row) => row.kind === 'question')?.open ?? 0,
  };
}

/** What copilots tell the group, or what its members exchange, whatever the category. */
type Exchange = 'announcement' | 'discussion';

/** In words that the planner can hold against the index of the announcements. */
const ofKind = {
  announcement: sql`and t.kind = 'announcement'`,
  discussion: sql`and t.kind <> 'announcement'`,
};

/**
 * The threads that moved last in any of these groups, the last first. Each group's own are taken by its index,
 * and only those kept are read in full.
 */
export async function latestThreads(
  db: Db,
  groupIds: readonly string[],
  reader: Reader,
  { limit, kind }: { limit: number; kind?: Exchange },
): Promise<ThreadLine[]> {
  if (groupIds.length === 0) return [];
  return linesOf(
    db,
    reader,
    sql`select recent.id
      from unnest(${groupIds}::uuid[]) as one(id)
      cross join lateral (
        select t.id, t.last_message_at from threads t
        where t.group_id = one.id and t.deleted_at is null ${kind ? ofKind[kind] : sql``}
        order by t.last_message_at desc limit ${limit}
      ) recent
      order by recent.last_message_at desc limit ${limit}`,
  );
}

/** How many threads with something unread are counted in each group. */
export const mostUnread = 10;

/** What moved in the reader's groups since they last visited each, or joined, and that they have not read to its end. */
export interface Unread {
  /** The last ones, the last first. */
  announcements: ThreadLine[];
  discussions: ThreadLine[];
  /** How many threads, announcements included, `mostUnread` at most, in each group that has some; the group that moved last first. */
  byGroup: Map<string, number>;
}

export async function unreadThreads(
  db: Db,
  reader: Reader,
  limits: { announcements: number; discussions: number },
): Promise<Unread> {
  // Each group's own are taken by its index and no further than counted, however much its members wrote.
  const unseen = (only: RawBuilder<unknown>, most: number) => sql`
    select recent.* from memberships m
    cross join lateral (
      select t.id, t.kind, t.last_message_at, t.group_id from threads t
      where t.group_id = m.group_id and t.deleted_at is null ${only}
        and t.last_message_at > coalesce(m.last_visit_at, m.joined_at)
        -- a subquery for each thread, by its key: as a join, all that the person ever read is gone through
        and coalesce((select r.last_number from thread_reads r
          where r.account_id = m.account_id and r.thread_id = t.id), 0) < t.message_count
      order by t.last_message_at desc limit ${most}
    ) recent
    where m.account_id = ${reader.accountId}`;
  const { rows } = await sql<{ ids: string[]; counts: { group_id: string; unread: number }[] }>`
    with unseen as materialized (${unseen(sql``, mostUnread)})
    select
      array(select id from (${unseen(ofKind.announcement, limits.announcements)}) announced
        order by last_message_at desc limit ${limits.announcements})
      || array(select id from unseen where kind <> 'announcement'
        order by last_message_at desc limit ${limits.discussions}) as ids,
      coalesce((select json_agg(c) from (
        select group_id, count(*) as unread from unseen
        group by group_id order by max(last_message_at) desc) c), '[]') as counts`.execute(db);
  const { ids = [], counts = [] } = rows[0] ?? {};
  const lines = ids.length > 0 ? await linesOf(db, reader, sql`select unnest(${ids}::uuid[])`) : [];
  return {
    announcements: lines.filter(({ kind }) => kind === 'announcement'),
    discussions: lines.filter(({ kind }) => kind !== 'announcement'),
    byGroup: new Map(counts.map(({ group_id, unread }) => [group_id, unread])),
  };
}

function linesOf(db: Db, reader: Reader, ids: RawBuilder<unknown>): Promise<ThreadLine[]> {
  return selectThreads(db, reader)
    .where(sql<boolean>`threads.id in (${ids})`)
    .orderBy('threads.last_message_at', 'desc')
    .execute();
}

/** A thread as its page shows it. */
export interface Thread {
  id: string;
  groupId: string;
  groupSlug: string;
  groupTitle: string;
  groupClosed: boolean;
  kind: ThreadKind;
  title: string;
  pinned: boolean;
  closed: boolean;
  /** Who opened it; null once the account is gone. */
  authorId: string | null;
  /** Of a question: the number of the message that answers it. */
  acceptedNumber: number | null;
  messages: number;
  createdAt: Date;
}

export async function findThread(db: Db, id: string): Promise<Thread | undefined> {
  return db
    .selectFrom('threads')
    .innerJoin('groups', 'groups.id', 'threads.group_id')
    .where('threads.id', '=', id)
    .where('threads.deleted_at', 'is', null)
    .select([
      'threads.id',
      'threads.group_id as groupId',
      'groups.slug as groupSlug',
      'groups.title as groupTitle',
      'threads.kind',
      'threads.title',
      'threads.pinned',
      'threads.author_id as authorId',
      'threads.accepted_number as acceptedNumber',
      'threads.message_count as messages',
      'threads.created_at as createdAt',
      sql<boolean>`groups.state = 'closed'`.as('groupClosed'),
      sql<boolean>`threads.closed_at is not null`.as('closed'),
    ])
    .executeTakeFirst();
}
