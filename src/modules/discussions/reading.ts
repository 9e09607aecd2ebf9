import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import type { Reader, Thread } from './queries.ts';

/** How a person wants to hear of a thread by mail: each answer, nothing, or as they hear of its group. */
export type Following = 'follow' | 'mute' | 'as-group';

export async function followThread(
  tx: Db,
  threadId: string,
  accountId: string,
  wanted: Following,
): Promise<void> {
  if (wanted === 'as-group') {
    await tx
      .deleteFrom('thread_follows')
      .where('thread_id', '=', threadId)
      .where('account_id', '=', accountId)
      .execute();
    return;
  }
  const following = wanted === 'follow';
  await tx
    .insertInto('thread_follows')
    .values({ thread_id: threadId, account_id: accountId, following })
    .onConflict((conflict) => conflict.constraint('thread_follows_once').doUpdateSet({ following }))
    .execute();
}

/** Takes back that a person asked to hear of threads: of that group, or of all. What they silenced stays silent. */
export async function unfollowThreadsOf(tx: Db, accountId: string, groupId: string | null): Promise<void> {
  await tx
    .deleteFrom('thread_follows')
    .where('account_id', '=', accountId)
    .where('following', '=', true)
    .$if(groupId !== null, (query) =>
      query.where('thread_id', 'in', (eb) =>
        eb.selectFrom('threads').select('threads.id').where('threads.group_id', '=', groupId),
      ),
    )
    .execute();
}

/** Who writes in a thread hears of its answers, unless they said otherwise of the thread or want no mail of the group. */
export async function followWhatOneWrites(tx: Db, threadId: string, accountId: string): Promise<void> {
  await tx
    .insertInto('thread_follows')
    .columns(['thread_id', 'account_id', 'following'])
    .expression((eb) =>
      eb
        .selectFrom('threads')
        .innerJoin('memberships', 'memberships.group_id', 'threads.group_id')
        .select(['threads.id', 'memberships.account_id', sql<boolean>`true`.as('following')])
        .where('threads.id', '=', threadId)
        .where('memberships.account_id', '=', accountId)
        .where('memberships.mail', '<>', 'never'),
    )
    .onConflict((conflict) => conflict.constraint('thread_follows_once').doNothing())
    .execute();
}

/** Notes how far a person has read; never back. */
export async function markRead(
  tx: Db,
  threadId: string,
  accountId: string,
  number: number,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('thread_reads')
    .values({ thread_id: threadId, account_id: accountId, last_number: number, read_at: now })
    .onConflict((conflict) =>
      conflict
        .constraint('thread_reads_once')
        .doUpdateSet({
          last_number: sql`greatest(thread_reads.last_number, excluded.last_number)`,
          read_at: now,
        })
        .where('thread_reads.last_number', '<', number),
    )
    .execute();
}

/** To be read again, from this message on. */
export async function markUnreadFrom(
  tx: Db,
  threadId: string,
  accountId: string,
  number: number,
  now: Date,
): Promise<void> {
  const last_number = number - 1;
  await tx
    .insertInto('thread_reads')
    .values({ thread_id: threadId, account_id: accountId, last_number, read_at: now })
    .onConflict((conflict) =>
      conflict.constraint('thread_reads_once').doUpdateSet({ last_number, read_at: now }),
    )
    .execute();
}

/** Nothing of a group is new to this person any more; what they were never told of stays as it is. */
export async function markGroupRead(tx: Db, groupId: string, accountId: string, now: Date): Promise<void> {
  await sql`
    insert into thread_reads (thread_id, account_id, last_number, read_at)
    select t.id, m.account_id, t.message_count, ${now}
    from threads t
    left join memberships m on m.group_id = t.group_id and m.account_id = ${accountId}
    left join thread_reads r on r.thread_id = t.id and r.account_id = ${accountId}
    where t.group_id = ${groupId} and t.deleted_at is null and m.account_id is not null
      and (r.last_number < t.message_count or (r.last_number is null and t.last_message_at > m.joined_at))
    on conflict on constraint thread_reads_once
      do update set last_number = excluded.last_number, read_at = excluded.read_at`.execute(tx);
}

/** Where a person stands with a thread. */
export interface ReaderStanding {
  /** How they chose to hear of it; null for whoever is no member, who receives nothing. */
  following: Following | null;
  /** Whether each new message of the group comes by mail, when nothing else was chosen. */
  mailsOfGroup: boolean;
  /** The first message that they have not seen; null when there is none, or all is from before they came. */
  firstUnread: number | null;
}

export async function standingOn(db: Db, thread: Thread, { accountId }: Reader): Promise<ReaderStanding> {
  const row = await db
    .selectFrom('threads')
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.group_id', '=', 'threads.group_id')
        .on('memberships.account_id', '=', accountId),
    )
    .leftJoin('thread_follows', (join) =>
      join
        .onRef('thread_follows.thread_id', '=', 'threads.id')
        .on('thread_follows.account_id', '=', accountId),
    )
    .leftJoin('thread_reads', (join) =>
      join.onRef('thread_reads.thread_id', '=', 'threads.id').on('thread_reads.account_id', '=', accountId),
    )
    .select([
      'memberships.mail',
      'thread_follows.following',
      'thread_reads.last_number',
      'threads.message_count',
      sql<boolean>`threads.last_message_at > coalesce(memberships.joined_at, 'infinity')`.as('moved'),
    ])
    .where('threads.id', '=', thread.id)
    .executeTakeFirstOrThrow();
  const { mail, following, last_number, message_count, moved } = row;
  const first = last_number === null ? (moved ? 1 : null) : last_number + 1;
  return {
    following: mail === null ? null : following === null ? 'as-group' : following ? 'follow' : 'mute',
    mailsOfGroup: mail === 'at_once',
    firstUnread: first !== null && first <= message_count ? first : null,
  };
}

/** What a person who leaves wanted, read, said by a click and began to write is nobody's business any more; what they wrote stays. */
export async function forgetReader(tx: Db, accountId: string): Promise<void> {
  for (const table of [
    'thread_follows',
    'thread_reads',
    'message_reactions',
    'message_mentions',
    'message_drafts',
  ] as const)
    await tx.deleteFrom(table).where('account_id', '=', accountId).execute();
}
