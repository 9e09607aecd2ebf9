import { sql } from 'kysely';
import type { Db, ThreadKind } from '../../platform/database/index.ts';
import { withoutHiddenQuotes } from './hidden-quotes.ts';

/** Where something is being written: an answer in a thread, or a new thread in a group. */
export type DraftPlace = { threadId: string } | { groupId: string };

export interface Draft {
  id: string;
  kind: ThreadKind;
  title: string;
  body: string;
  savedAt: Date;
}

export interface DraftText {
  kind: ThreadKind;
  title: string;
  body: string;
}

/**
 * Keeps what a person began to write, in place of what they had begun there; nothing written keeps nothing. Saving that comes
 * in just after the very text was posted, as a browser may do, keeps nothing either.
 */
export async function saveDraft(
  tx: Db,
  accountId: string,
  place: DraftPlace,
  text: DraftText,
  now: Date,
): Promise<boolean> {
  if (text.body === '' && text.title === '') {
    await discardDraft(tx, accountId, place);
    return false;
  }
  const at = 'threadId' in place ? { thread_id: place.threadId } : { group_id: place.groupId };
  const constraint = 'threadId' in place ? 'message_drafts_one_per_thread' : 'message_drafts_one_per_group';
  const written = { ...text, saved_at: now };
  await tx
    .insertInto('message_drafts')
    .values({ account_id: accountId, ...at, ...written })
    .onConflict((conflict) => conflict.constraint(constraint).doUpdateSet(written))
    .execute();
  // Looked at once the place is held: what is being posted there is seen.
  const posted = await tx
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.thread_id')
    .select('messages.id')
    .where('messages.author_id', '=', accountId)
    .where('messages.body', '=', text.body)
    .where('messages.created_at', '>', sql<Date>`${now}::timestamptz - interval '1 minute'`)
    .where((eb) =>
      'threadId' in place
        ? eb('threads.id', '=', place.threadId)
        : eb.and([eb('threads.group_id', '=', place.groupId), eb('messages.number', '=', 1)]),
    )
    .executeTakeFirst();
  if (posted) await discardDraft(tx, accountId, place);
  return !posted;
}

export async function discardDraft(tx: Db, accountId: string, place: DraftPlace): Promise<void> {
  await tx
    .deleteFrom('message_drafts')
    .where('account_id', '=', accountId)
    .where((eb) =>
      'threadId' in place ? eb('thread_id', '=', place.threadId) : eb('group_id', '=', place.groupId),
    )
    .execute();
}

export async function findDraft(db: Db, accountId: string, place: DraftPlace): Promise<Draft | undefined> {
  const drafts = await db
    .selectFrom('message_drafts')
    .select(['id', 'kind', 'title', 'body', 'saved_at as savedAt'])
    .where('account_id', '=', accountId)
    .where((eb) =>
      'threadId' in place ? eb('thread_id', '=', place.threadId) : eb('group_id', '=', place.groupId),
    )
    .execute();
  return (await withoutHiddenQuotes(db, drafts))[0];
}

/** A draft among all those of a person, and where it would be posted. */
export interface DraftLine extends Draft {
  threadId: string | null;
  /** Of the thread that it answers; null once it is gone. */
  threadTitle: string | null;
  /** Of the thread's present group, or of the group of the new thread. */
  groupId: string;
  groupSlug: string;
  groupTitle: string;
}

export const draftsShown = 100;

/** The drafts of a person, the last saved first. */
export async function draftsOf(db: Db, accountId: string): Promise<DraftLine[]> {
  const drafts = await db
    .selectFrom('message_drafts')
    .leftJoin('threads', 'threads.id', 'message_drafts.thread_id')
    .innerJoin('groups', (join) =>
      join.on(sql<boolean>`groups.id = coalesce(message_drafts.group_id, threads.group_id)`),
    )
    .select([
      'message_drafts.id',
      'message_drafts.kind',
      'message_drafts.title',
      'message_drafts.body',
      'saved_at as savedAt',
      'thread_id as threadId',
      sql<string | null>`case when threads.deleted_at is null then threads.title end`.as('threadTitle'),
      'groups.id as groupId',
      'groups.slug as groupSlug',
      'groups.title as groupTitle',
    ])
    .where('account_id', '=', accountId)
    .orderBy('saved_at', 'desc')
    .limit(draftsShown)
    .execute();
  return withoutHiddenQuotes(db, drafts);
}

/** How many texts a person began and did not post. */
export async function countDrafts(db: Db, accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom('message_drafts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Throws away one of the person's own drafts; of another's, nothing is said. */
export async function deleteDraft(tx: Db, accountId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('message_drafts')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
