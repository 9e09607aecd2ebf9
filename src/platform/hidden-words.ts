import { sql } from 'kysely';
import type { Db } from './database/index.ts';

/** Who hides what another made, when, by which right and why. */
export interface Hiding {
  by: { id: string };
  now: Date;
  as: 'copilot' | 'team';
  reason: string;
}

/** What a row says of its hiding. */
export const hiddenBy = ({ by, now, as, reason }: Hiding) => ({
  hidden_at: now,
  hidden_by: by.id,
  hidden_as: as,
  hidden_reason: reason,
});

export const notHidden = { hidden_at: null, hidden_by: null, hidden_as: null, hidden_reason: null };

/** Where words are, where they wait while they are hidden, and by which column. */
type Places =
  | ['messages', 'hidden_texts', 'message_id']
  | ['plan_task_comments', 'hidden_task_comments', 'comment_id']
  | ['measure_experiences', 'hidden_experiences', 'experience_id']
  | ['experience_answers', 'hidden_experience_answers', 'answer_id'];

/**
 * The words that moderation hides in one table: they wait in another, where nothing that reads the first finds them. Who may, and
 * what else changes with them, is for the caller.
 */
export function hiddenWords(...[table, waiting, key]: Places) {
  const [from, into, column] = [sql.table(table), sql.table(waiting), sql.ref(key)];
  return {
    /** False when the row is gone, or hidden already. */
    async putAway(tx: Db, id: string, hiding: Hiding): Promise<boolean> {
      const { numAffectedRows } = await sql`
        with held as (select id, body from ${from} where id = ${id}::uuid and hidden_at is null for update)
        insert into ${into} (${column}, body) select id, body from held`.execute(tx);
      if (!numAffectedRows) return false;
      const { by, now, as, reason } = hiding;
      await sql`
        update ${from} set body = '', hidden_at = ${now}, hidden_by = ${by.id}::uuid, hidden_as = ${as}, hidden_reason = ${reason}
        where id = ${id}::uuid`.execute(tx);
      return true;
    },
    /** False when the row is gone, or when its words were forgotten. */
    async giveBack(tx: Db, id: string): Promise<boolean> {
      await sql`select from ${from} where id = ${id}::uuid for update`.execute(tx);
      const { rows } = await sql<{ body: string }>`
        delete from ${into} where ${column} = ${id}::uuid returning body`.execute(tx);
      const [words] = rows;
      if (!words) return false;
      await sql`
        update ${from} set body = ${words.body}, hidden_at = null, hidden_by = null, hidden_as = null, hidden_reason = null
        where id = ${id}::uuid`.execute(tx);
      return true;
    },
    /** Forgets for good what is hidden of these; returns those of which something was. */
    async forget(tx: Db, ids: readonly string[]): Promise<string[]> {
      const { rows } = await sql<{ id: string }>`
        delete from ${into} where ${column} = any(${ids}::uuid[]) returning ${column} as id`.execute(tx);
      return rows.map(({ id }) => id);
    },
    /** What hidden rows said, by row; nothing of those whose words were forgotten. */
    async textsOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
      if (ids.length === 0) return new Map();
      const { rows } = await sql<{ id: string; body: string }>`
        select ${column} as id, body from ${into} where ${column} = any(${ids}::uuid[])`.execute(db);
      return new Map(rows.map(({ id, body }) => [id, body]));
    },
    /** Shows again what these accounts hid, each by `restore`; of what cannot be, it is no longer told who hid it. */
    async showWhatTheyHid(
      tx: Db,
      accountIds: readonly string[],
      restore: (id: string) => Promise<boolean>,
    ): Promise<void> {
      const { rows } = await sql<{ id: string }>`
        select id from ${from} where hidden_by = any(${accountIds}::uuid[])`.execute(tx);
      for (const { id } of rows) await restore(id);
      await sql`update ${from} set hidden_by = null where hidden_by = any(${accountIds}::uuid[])`.execute(tx);
    },
  };
}
