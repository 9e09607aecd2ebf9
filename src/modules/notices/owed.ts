import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';

/** What is older is told to nobody any more: events are forgotten some days after. */
const toldFor = 21 * 86_400_000;

export const horizonOf = (now: Date): Date => new Date(now.getTime() - toldFor);

/**
 * Each event with each member of its group, what they asked of its thread and how far they read it. Rights and
 * wishes are those of now: who left hears nothing, nor does whoever is outside the group that a thread moved to. Each is looked
 * up by its key, which the limits see to: joined, all that was ever read and followed may be gone through.
 */
export const eventsOfMembers: RawBuilder<unknown> = sql`
  notice_events e
  join memberships m on m.group_id = e.group_id
  left join lateral (select group_id, deleted_at from threads
    where threads.id = e.thread_id limit 1) t on true
  left join lateral (select following from thread_follows
    where thread_follows.thread_id = e.thread_id and thread_follows.account_id = m.account_id limit 1) f on true
  left join lateral (select last_number from thread_reads
    where thread_reads.thread_id = e.thread_id and thread_reads.account_id = m.account_id limit 1) r on true`;

/** That the event is still news to the member: another's, of a thread not silenced, not read yet. */
export const isNews: RawBuilder<boolean> = sql`(
  e.author_id is distinct from m.account_id
  and (e.thread_id is null or (t.deleted_at is null and t.group_id = e.group_id))
  and f.following is distinct from false
  and case when e.thread_id is null then e.at > coalesce(m.last_visit_at, '-infinity')
    else e.number > coalesce(r.last_number, 0) end)`;

/** Threads may have moved to another group since their messages were noted. */
export async function followMoves(
  tx: Db,
  now: Date,
  eventIds: readonly number[] | null = null,
): Promise<void> {
  await sql`update notice_events e set group_id = t.group_id from threads t
    where t.id = e.thread_id and t.group_id <> e.group_id
      and ${eventIds ? sql`e.id = any(${[...eventIds]}::bigint[])` : sql`e.at > ${horizonOf(now)}`}`.execute(
    tx,
  );
}

/** Which of these events, that a mail of this person tells, it still should. */
export async function stillOwed(
  db: Db,
  accountId: string,
  eventIds: readonly number[],
  now: Date,
): Promise<number[]> {
  if (eventIds.length === 0) return [];
  await followMoves(db, now, eventIds);
  const { rows } = await sql<{ id: number }>`
    select e.id from ${eventsOfMembers}
    join accounts a on a.id = m.account_id and a.state = 'active'
    where e.id = any(${[...eventIds]}::bigint[]) and m.account_id = ${accountId}
      and ${isNews} and (m.mail <> 'never' or f.following)`.execute(db);
  return rows.map(({ id }) => id);
}
