import { sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { newsKinds } from './kinds/index.ts';
import type { News, NewsKind } from './kinds/kind.ts';
import { horizonOf } from './owed.ts';

/** Notes that a thing happened, once. Null for what is too old to be told. */
export async function noteEvent(
  tx: Db,
  kind: NewsKind,
  thingId: string,
  news: News,
  now: Date,
): Promise<number | null> {
  if (news.at <= horizonOf(now)) return null;
  const known = { kind: kind.key, thing_id: thingId };
  await tx
    .insertInto('notice_events')
    .values({
      ...known,
      group_id: news.groupId,
      author_id: news.authorId,
      thread_id: news.thread?.id ?? null,
      number: news.thread?.number ?? null,
      at: news.at,
    })
    .onConflict((conflict) => conflict.constraint('notice_events_once').doNothing())
    .execute();
  const event = await tx
    .selectFrom('notice_events')
    .select('id')
    .where('kind', '=', known.kind)
    .where('thing_id', '=', known.thing_id)
    .executeTakeFirstOrThrow();
  return event.id;
}

/** What these events say now, by id; those of things that are gone are left out. */
export async function newsOf(db: Db, eventIds: readonly number[]): Promise<Map<number, News>> {
  const events = await db
    .selectFrom('notice_events')
    .select(['id', 'kind', 'thing_id'])
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...eventIds]))))
    .execute();
  const byKind = Map.groupBy(events, ({ kind }) => kind);
  const all = new Map<number, News>();
  for (const kind of newsKinds) {
    const its = byKind.get(kind.key) ?? [];
    if (its.length === 0) continue;
    const found = await kind.read(
      db,
      its.map(({ thing_id }) => thing_id),
    );
    for (const { id, thing_id } of its) {
      const news = found.get(thing_id);
      if (news) all.set(id, news);
    }
  }
  return all;
}

export interface GroupName {
  id: string;
  slug: string;
  title: string;
}

export async function groupsNamed(db: Db, ids: Iterable<string>): Promise<Map<string, GroupName>> {
  const rows = await db
    .selectFrom('groups')
    .select(['id', 'slug', 'title'])
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...new Set(ids)]))))
    .execute();
  return new Map(rows.map((group) => [group.id, group]));
}

/** Forgets what is too old to be told, with whom it was told to. */
export async function purgeEvents(db: Db, now: Date): Promise<void> {
  const before = new Date(horizonOf(now).getTime() - 7 * 86_400_000);
  // A delivery is never older than its event.
  await db.deleteFrom('notice_events').where('at', '<', before).execute();
  await sql`delete from notice_deliveries d
    where d.at < ${before} and not exists (select from notice_events e where e.id = d.event_id)`.execute(db);
  await sql`delete from digest_runs where day < (select max(day) from digest_runs) and finished_at < ${before}`.execute(
    db,
  );
}
