import { sql } from 'kysely';
import type { Db, ReactionKind } from '../../platform/database/index.ts';
import { notFound } from '../../platform/http/index.ts';
import type { Act } from './actions.ts';
import { tellMessageChanged } from './live.ts';

/** Says something of a message by one click, or takes it back; saying it twice says it once. */
export async function react(
  tx: Db,
  { by, now }: Act,
  on: { threadId: string; number: number },
  kind: ReactionKind,
  wanted: boolean,
): Promise<void> {
  // Held, so that its words do not go at the same moment.
  const message = await tx
    .selectFrom('messages')
    .select('id')
    .where('thread_id', '=', on.threadId)
    .where('number', '=', on.number)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  if (!message) notFound('Ce message n’existe plus.');
  await tellMessageChanged(tx, on);
  if (!wanted) {
    await tx
      .deleteFrom('message_reactions')
      .where('message_id', '=', message.id)
      .where('account_id', '=', by.id)
      .where('kind', '=', kind)
      .execute();
    return;
  }
  await tx
    .insertInto('message_reactions')
    .values({ message_id: message.id, account_id: by.id, kind, created_at: now })
    .onConflict((conflict) => conflict.constraint('message_reactions_once').doNothing())
    .execute();
}

/** What was said of a message by one click. */
export interface Reaction {
  kind: ReactionKind;
  count: number;
  mine: boolean;
  /** The first ones, in the order in which they said it. */
  names: string[];
}

const mostNames = 50;

/** Of these messages, by message. */
export async function reactionsTo(
  db: Db,
  messageIds: readonly string[],
  accountId: string,
): Promise<Map<string, Reaction[]>> {
  if (messageIds.length === 0) return new Map();
  const { rows } = await sql<Reaction & { messageId: string }>`
    select r.message_id as "messageId", r.kind, count(*)::int as count, bool_or(r.account_id = ${accountId}) as mine,
      (array_agg(a.name order by r.created_at, r.account_id))[1:${sql.lit(mostNames)}] as names
    from message_reactions r join accounts a on a.id = r.account_id
    where r.message_id = any(${messageIds}::uuid[])
    group by r.message_id, r.kind`.execute(db);
  return Map.groupBy(rows, ({ messageId }) => messageId);
}
