import type { Db } from '../../platform/database/index.ts';
import { notFound, Refusal } from '../../platform/http/index.ts';
import { record } from '../audit/index.ts';
import type { Act } from './actions.ts';
import { tellMessageChanged } from './live.ts';

/** Says that a message answers the question of its thread, in place of any other; or that it does not. */
export async function acceptAnswer(
  tx: Db,
  { by, now }: Act,
  threadId: string,
  number: number,
  accepted: boolean,
): Promise<void> {
  // Held as by a reply: an answer is not deleted while it is accepted.
  const thread = await tx
    .selectFrom('threads')
    .select(['kind', 'title', 'author_id', 'accepted_number'])
    .where('id', '=', threadId)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!thread) notFound('Cette discussion n’existe plus.');
  if (thread.kind !== 'question') throw new Refusal('Seule une question a une réponse acceptée.');
  if (number === 1) throw new Refusal('Une question n’est pas sa propre réponse.');
  const still = await tx
    .selectFrom('messages')
    .select('id')
    .where('thread_id', '=', threadId)
    .where('number', '=', number)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .executeTakeFirst();
  if (!still) throw new Refusal('Ce message vient d’être supprimé ou masqué.');
  if ((thread.accepted_number === number) === accepted) return;
  await tx
    .updateTable('threads')
    .set({
      accepted_number: accepted ? number : null,
      accepted_by: accepted ? by.id : null,
      accepted_at: accepted ? now : null,
    })
    .where('id', '=', threadId)
    .execute();
  await tellMessageChanged(tx, { threadId, number });
  // The author of a question does what is theirs; a copilot decides in their place.
  if (thread.author_id === by.id) return;
  await record(tx, {
    actor: by,
    verb: accepted ? 'thread.accept-answer' : 'thread.withdraw-answer',
    thing: { type: 'thread', id: threadId, label: thread.title },
    detail: { number },
  });
}
