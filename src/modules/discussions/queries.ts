import { type RawBuilder, sql } from 'kysely';
import type { Db, ThreadKind } from '../../platform/database/index.ts';
import { deletedName } from '../identity/index.ts';
import { messagesPerPage, threadsPerPage } from './paging.ts';

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
  messages: number;
  lastMessageAt: Date;
  /** Messages that the reader has not seen; none in a thread that was silent since they joined. */
  unread: number;
}

interface Reader {
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
      sql<number>`case
        when thread_reads.last_number is not null then greatest(threads.message_count - thread_reads.last_number, 0)
        when threads.last_message_at > coalesce(memberships.joined_at, 'infinity') then threads.message_count
        else 0 end`.as('unread'),
    ]);
}

/** The threads of a group: pinned first, then those that moved last. */
export async function listThreads(
  db: Db,
  groupId: string,
  reader: Reader,
  page: number,
): Promise<{ threads: ThreadLine[]; total: number }> {
  const [threads, count] = await Promise.all([
    selectThreads(db, reader)
      // The page is cut before anything is joined to it: the last page costs as much as the first.
      .where('threads.id', 'in', (eb) =>
        eb
          .selectFrom('threads as t')
          .select('t.id')
          .where('t.group_id', '=', groupId)
          .where('t.deleted_at', 'is', null)
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
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .where('group_id', '=', groupId)
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow(),
  ]);
  return { threads, total: count.total };
}

/** In words that the planner can hold against the index of the announcements. */
const ofKind = { announcement: sql`and t.kind = 'announcement'`, discussion: sql`and t.kind = 'discussion'` };

/**
 * The threads that moved last in any of these groups, the last first. Each group's own are taken by its index,
 * and only those kept are read in full.
 */
export async function latestThreads(
  db: Db,
  groupIds: readonly string[],
  reader: Reader,
  { limit, kind }: { limit: number; kind?: ThreadKind },
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
      || array(select id from unseen where kind = 'discussion'
        order by last_message_at desc limit ${limits.discussions}) as ids,
      coalesce((select json_agg(c) from (
        select group_id, count(*) as unread from unseen
        group by group_id order by max(last_message_at) desc) c), '[]') as counts`.execute(db);
  const { ids = [], counts = [] } = rows[0] ?? {};
  const lines = ids.length > 0 ? await linesOf(db, reader, sql`select unnest(${ids}::uuid[])`) : [];
  return {
    announcements: lines.filter(({ kind }) => kind === 'announcement'),
    discussions: lines.filter(({ kind }) => kind === 'discussion'),
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
      'threads.message_count as messages',
      'threads.created_at as createdAt',
      sql<boolean>`groups.state = 'closed'`.as('groupClosed'),
      sql<boolean>`threads.closed_at is not null`.as('closed'),
    ])
    .executeTakeFirst();
}

export interface Message {
  id: string;
  threadId: string;
  number: number;
  authorId: string | null;
  authorName: string;
  /** `Adjointe au maire, Annecy`; empty for one who left. */
  authorDetail: string;
  body: string;
  version: number;
  createdAt: Date;
  editedAt: Date | null;
  deleted: boolean;
  /** It came as the answer to a mail. */
  byMail: boolean;
  /** Of what another than its author deleted: by which right, and why. */
  removal: { as: string; reason: string } | null;
}

function selectMessages(db: Db) {
  return db
    .selectFrom('messages')
    .leftJoin('accounts', 'accounts.id', 'messages.author_id')
    .leftJoin('authorities', 'authorities.id', 'accounts.authority_id')
    .leftJoin('organisations', 'organisations.slug', 'accounts.organisation_slug')
    .select([
      'messages.id',
      'messages.thread_id as threadId',
      'messages.number',
      'messages.author_id as authorId',
      'messages.version',
      'messages.created_at as createdAt',
      'messages.edited_at as editedAt',
      sql<string>`coalesce(accounts.name, ${deletedName})`.as('authorName'),
      sql<string>`concat_ws(', ', nullif(accounts.function_title, ''),
        coalesce(authorities.name, organisations.acronym, organisations.name, accounts.affiliation_label))`.as(
        'authorDetail',
      ),
      sql<boolean>`messages.deleted_at is not null`.as('deleted'),
      sql<boolean>`messages.mail_hash is not null`.as('byMail'),
      sql<Message['removal']>`case when messages.removed_as is not null then
        json_build_object('as', messages.removed_as, 'reason', messages.removal_reason) end`.as('removal'),
      // What was deleted is not read by anybody any more.
      sql<string>`case when messages.deleted_at is null then messages.body else '' end`.as('body'),
    ]);
}

/** The messages of a page of the thread, oldest first. */
export async function listMessages(db: Db, threadId: string, page: number): Promise<Message[]> {
  const first = (page - 1) * messagesPerPage + 1;
  return selectMessages(db)
    .where('messages.thread_id', '=', threadId)
    .where('messages.number', '>=', first)
    .where('messages.number', '<', first + messagesPerPage)
    .orderBy('messages.number')
    .execute();
}

export async function findMessage(db: Db, id: string): Promise<Message | undefined> {
  return selectMessages(db).where('messages.id', '=', id).executeTakeFirst();
}

/** What a message said before, newest first. */
export async function messageVersions(db: Db, messageId: string) {
  return db
    .selectFrom('message_versions')
    .select(['version', 'body', 'replaced_at as replacedAt'])
    .where('message_id', '=', messageId)
    .orderBy('version', 'desc')
    .execute();
}

/**
 * Whether the reader hears of this thread by mail: as they asked, or else as they hear of its group. Null for
 * whoever is no member.
 */
export async function followOf(db: Db, thread: Thread, { accountId }: Reader): Promise<boolean | null> {
  const row = await db
    .selectFrom('memberships')
    .leftJoin('thread_follows', (join) =>
      join
        .onRef('thread_follows.account_id', '=', 'memberships.account_id')
        .on('thread_follows.thread_id', '=', thread.id),
    )
    .select(['memberships.mail', 'thread_follows.following'])
    .where('memberships.group_id', '=', thread.groupId)
    .where('memberships.account_id', '=', accountId)
    .executeTakeFirst();
  if (!row) return null;
  return row.following ?? row.mail === 'at_once';
}
