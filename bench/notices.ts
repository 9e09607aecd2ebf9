import { type Kysely, sql } from 'kysely';
import type pg from 'pg';
import { writeDigests } from '../src/modules/notices/digest.ts';
import { type DB, openDatabase } from '../src/platform/database/index.ts';

const readers = 5_000;
const perGroup = 50;

/** A Tuesday at eight in Paris, some weeks ahead: the jobs of the product that runs beside do nothing for it. */
function nextTuesdays(count: number): Date[] {
  const first = new Date(Date.now() + 30 * 86_400_000);
  while (first.getUTCDay() !== 2) first.setUTCDate(first.getUTCDate() + 1);
  first.setUTCHours(10, 0, 0, 0);
  return Array.from({ length: count }, (_, n) => new Date(first.getTime() + n * 7 * 86_400_000));
}

/** The news of a week: the last messages of the groups of the bench, as if they had just come. */
async function addNews(db: Kysely<DB>, tuesday: Date, skip: number): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into notice_events (kind, thing_id, group_id, author_id, thread_id, number, at)
    select 'message', id, group_id, author_id, thread_id, number, ${tuesday}::timestamptz - rank * interval '1 hour'
    from (
      select m.id, t.group_id, m.author_id, m.thread_id, m.number,
        row_number() over (partition by t.group_id order by t.last_message_at desc, m.number desc) as rank
      from messages m join threads t on t.id = m.thread_id where t.title like 'Sujet %'
    ) last
    where rank > ${skip} and rank <= ${skip + perGroup}
    on conflict do nothing`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/**
 * The weekly digests of 5,000 people, of which each has the news of three groups: what the worker does on a Tuesday
 * morning, mails written. On two Tuesdays, the second with what the first left behind.
 */
export async function benchDigests(
  connection: pg.ClientConfig,
  show: (name: string, value: string) => void,
): Promise<void> {
  const database = openDatabase(connection);
  try {
    const { db } = database;
    await sql`update memberships set mail = 'never'`.execute(db);
    await sql`update memberships set mail = 'weekly', joined_at = now() - interval '1 year'
      where account_id in (select id from accounts where email like 'banc-%' order by email limit ${readers})`.execute(
      db,
    );
    const [before, ...tuesdays] = nextTuesdays(3);
    const day = before?.toISOString().slice(0, 10) ?? '';
    await sql`insert into digest_runs (day, weekly, tuesday, started_at, finished_at) values (${day}, true, ${day}, now(), now())`.execute(
      db,
    );
    const old = await db
      .selectFrom('messages')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    for (const [week, now] of tuesdays.entries()) {
      const events = await addNews(db, now, week * perGroup);
      await sql`analyze notice_events`.execute(db);
      const began = performance.now();
      const written = await writeDigests({
        db,
        clock: { now: () => now },
        settings: { publicUrl: 'https://cordee.exemple.fr' },
      });
      const seconds = (performance.now() - began) / 1000;
      const { rows } = await sql<{ text: number; html: number }>`
        select avg(length(body_text))::int as text, avg(length(body_html))::int as html
        from outbox where key like 'digest:%'`.execute(db);
      show(
        `${written} digests of ${events} news, among ${old.count} messages`,
        `${seconds.toFixed(1)} s, ${rows[0]?.text} + ${rows[0]?.html} characters each`,
      );
    }
  } finally {
    await database.close();
  }
}
