import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/database/index.ts';
import { askForTexts } from '../../platform/file-texts/index.ts';
import { removeFromScope, writeScoped } from '../../platform/search/index.ts';
import { withoutHiddenQuotes } from './hidden-quotes.ts';
import { messagesPerPage } from './paging.ts';

const source = 'message';

/** The one place that says which messages are found: those that their page shows. */
const searchable = sql`t.deleted_at is null and m.deleted_at is null and m.hidden_at is null`;

/** Which messages: a condition on `m` (messages) and `t` (their threads). */
type Which = RawBuilder<unknown>;

/**
 * Makes the search in one's groups say what is true of these messages and their files now: to be called by whatever changes their
 * words, files, group, or whether they are shown.
 */
export async function indexMessages(tx: Db, which: Which): Promise<void> {
  const place = sql`m.author_id, m.created_at as at`;
  const page = sql`'/espace/discussions/' || t.id || '?page=' || ceil(m.number / ${messagesPerPage}::numeric) || '#message-' || m.number`;
  const from = sql`from messages m join threads t on t.id = m.thread_id`;
  await writeScoped(tx, {
    source,
    keys: sql`select m.id::text ${from} where ${which}`,
    rows: [
      sql`select m.id::text as key, '' as part, 'message-' || t.kind as kind, t.group_id as scope_id, ${place},
          exists (select from message_attachments a where a.message_id = m.id) as has_files,
          ${page} as url, t.title, null as file_name,
          -- The title finds the first message: each answer would come with it.
          case when m.number = 1 then t.title else '' end as names, m.body
        ${from} where ${searchable} and ${which}`,
      sql`select m.id::text as key, a.position::text as part, 'message-' || t.kind as kind, t.group_id as scope_id, ${place},
          true as has_files, ${page} as url, t.title, a.name as file_name,
          translate(a.name, '._-', '   ') as names, coalesce(words.text, '') as body
        ${from} join message_attachments a on a.message_id = m.id join stored_files f on f.id = a.file_id
        left join file_texts words on words.sha256 = f.sha256
        where ${searchable} and ${which}`,
    ],
  });
  await maskQuotes(tx, which);
}

/** What a message quotes of one that is hidden is not found either. */
async function maskQuotes(tx: Db, which: Which): Promise<void> {
  const { rows } = await sql<{ id: string; body: string }>`
    select m.id, m.body from messages m join threads t on t.id = m.thread_id
    where ${searchable} and m.body like '%#message-%' and ${which}`.execute(tx);
  const masked = (await withoutHiddenQuotes(tx, rows)).filter(
    ({ body }, index) => body !== rows[index]?.body,
  );
  if (masked.length === 0) return;
  await sql`
    update scoped_entries set body = given.body
    from unnest(${masked.map(({ id }) => id)}::text[], ${masked.map(({ body }) => body)}::text[]) as given (key, body)
    where source = ${source} and scoped_entries.key = given.key and part = ''`.execute(tx);
}

/** After a message was hidden or given back: itself, or all its thread where its title changed, and what quotes it anywhere. */
export async function indexAround(
  tx: Db,
  { id, number, threadId }: { id: string; number: number; threadId: string },
): Promise<void> {
  // Rare enough for one reading of all messages: a quote may have been taken to another thread.
  const { rows } = await sql<{ id: string }>`
    select id from messages where body like ${`%/espace/discussions/${threadId}%#message-${number})%`}`.execute(
    tx,
  );
  const quoting = rows.map((row) => row.id);
  const itself = number === 1 ? sql`t.id = ${threadId}::uuid` : sql`m.id = ${id}::uuid`;
  await indexMessages(tx, sql`(${itself} or m.id = any(${quoting}::uuid[]))`);
}

export const indexMessage = (tx: Db, id: string): Promise<void> => indexMessages(tx, sql`m.id = ${id}::uuid`);

export const indexThread = (tx: Db, id: string): Promise<void> => indexMessages(tx, sql`t.id = ${id}::uuid`);

/** After the words of a file were read. */
export const indexMessagesWithFile = (tx: Db, sha256: string): Promise<void> =>
  indexMessages(
    tx,
    sql`m.id in (select a.message_id from message_attachments a join stored_files f on f.id = a.file_id where f.sha256 = ${sha256})`,
  );

export const forgetMessages = (tx: Db, ids: readonly string[]): Promise<void> =>
  removeFromScope(tx, source, ids);

/** Writes the entries of the messages that follow this one, a thousand at a time; returns the last, null when none is left. */
export async function indexMessagesAfter(tx: Db, after: string | null): Promise<string | null> {
  const ids = await tx
    .selectFrom('messages')
    .select('id')
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(1000)
    .execute();
  const list = ids.map(({ id }) => id);
  if (list.length === 0) return null;
  await indexMessages(tx, sql`m.id = any(${list}::uuid[])`);
  const files = await tx
    .selectFrom('message_attachments')
    .select('file_id')
    .where('message_id', 'in', list)
    .execute();
  await askForTexts(
    tx,
    files.map(({ file_id }) => file_id),
  );
  return list.at(-1) ?? null;
}
