import type { FastifyRequest } from 'fastify';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { authorise, notFound } from '../../platform/http/index.ts';
import { type Actor, signedIn } from '../identity/index.ts';
import { factsOf } from './access.ts';
import { type Answer, type Experience, findAnyAnswer, findAnyExperience } from './experience-queries.ts';
import { can, readsExperience } from './policy.ts';

/** Checks the verb on an experience that is known by its id alone; for those who do not read it, it does not exist. */
export async function onExperience(
  deps: Deps,
  request: FastifyRequest,
  id: string,
  verb: 'experience.report' | 'experience.moderate',
): Promise<{ actor: Actor; experience: Experience }> {
  const actor = signedIn(request);
  const experience = await findAnyExperience(deps.db, id);
  const facts = experience && { ...(await factsOf(deps, actor, experience.measure)), experience };
  if (!experience || !facts || !readsExperience(actor, facts)) return notFound('Ce témoignage n’existe pas.');
  authorise(request, verb, can(actor, verb, facts));
  return { actor, experience };
}

/** The same on an answer: whoever reads what was told reads what was answered. */
export async function onAnswer(
  deps: Deps,
  request: FastifyRequest,
  id: string,
  verb: 'experience.report' | 'experience.moderate',
): Promise<{ actor: Actor; answer: Answer; experience: Experience }> {
  const actor = signedIn(request);
  const found = await findAnyAnswer(deps.db, id);
  if (!found) return notFound(noAnswer);
  const { answer, experience } = found;
  const facts = {
    ...(await factsOf(deps, actor, experience.measure)),
    experience: { ...experience, answer },
  };
  if (!readsExperience(actor, facts)) return notFound(noAnswer);
  authorise(request, verb, can(actor, verb, facts));
  return { actor, answer, experience };
}

const noAnswer = 'Cette réponse n’existe pas.';

/** Held as by an answer. */
async function hold(tx: Db, id: string) {
  return tx
    .selectFrom('measure_experiences')
    .select(['body', 'hidden_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * Hides an experience: pages show neither it nor its answers any more, its author excepted; its words wait where nothing that reads
 * experiences finds them. False when it is gone, or hidden already. Who may is for the caller to check.
 */
export async function hideExperience(
  tx: Db,
  { by, now, as, reason }: { by: { id: string }; now: Date; as: 'copilot' | 'team'; reason: string },
  id: string,
): Promise<boolean> {
  const held = await hold(tx, id);
  if (!held || held.hidden_at !== null) return false;
  await tx.insertInto('hidden_experiences').values({ experience_id: id, body: held.body }).execute();
  await tx
    .updateTable('measure_experiences')
    .set({ body: '', hidden_at: now, hidden_by: by.id, hidden_as: as, hidden_reason: reason })
    .where('id', '=', id)
    .execute();
  return true;
}

/** Gives a hidden experience back as it was, with its answers. False when it is gone, or when its words were forgotten. */
export async function restoreExperience(tx: Db, id: string): Promise<boolean> {
  if (!(await hold(tx, id))) return false;
  const words = await tx
    .deleteFrom('hidden_experiences')
    .where('experience_id', '=', id)
    .returning('body')
    .executeTakeFirst();
  if (!words) return false;
  await tx
    .updateTable('measure_experiences')
    .set({ body: words.body, hidden_at: null, hidden_by: null, hidden_as: null, hidden_reason: null })
    .where('id', '=', id)
    .execute();
  return true;
}

/** Forgets for good what hidden experiences said, with the answers to them. */
export async function forgetHiddenExperiences(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const forgotten = await tx
    .deleteFrom('hidden_experiences')
    .where('experience_id', 'in', ids)
    .returning('experience_id')
    .execute();
  if (forgotten.length === 0) return;
  await tx
    .deleteFrom('experience_answers')
    .where(
      'experience_id',
      'in',
      forgotten.map(({ experience_id }) => experience_id),
    )
    .execute();
}

async function holdAnswer(tx: Db, id: string) {
  return tx
    .selectFrom('experience_answers')
    .select(['body', 'hidden_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Hides an answer as `hideExperience` does what it answers. */
export async function hideAnswer(
  tx: Db,
  { by, now, as, reason }: { by: { id: string }; now: Date; as: 'copilot' | 'team'; reason: string },
  id: string,
): Promise<boolean> {
  const held = await holdAnswer(tx, id);
  if (!held || held.hidden_at !== null) return false;
  await tx.insertInto('hidden_experience_answers').values({ answer_id: id, body: held.body }).execute();
  await tx
    .updateTable('experience_answers')
    .set({ body: '', hidden_at: now, hidden_by: by.id, hidden_as: as, hidden_reason: reason })
    .where('id', '=', id)
    .execute();
  return true;
}

/** Gives a hidden answer back. False when it is gone, or when its words were forgotten. */
export async function restoreAnswer(tx: Db, id: string): Promise<boolean> {
  if (!(await holdAnswer(tx, id))) return false;
  const words = await tx
    .deleteFrom('hidden_experience_answers')
    .where('answer_id', '=', id)
    .returning('body')
    .executeTakeFirst();
  if (!words) return false;
  await tx
    .updateTable('experience_answers')
    .set({ body: words.body, hidden_at: null, hidden_by: null, hidden_as: null, hidden_reason: null })
    .where('id', '=', id)
    .execute();
  return true;
}

/** Forgets for good what hidden answers said. */
export async function forgetHiddenAnswers(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await tx.deleteFrom('hidden_experience_answers').where('answer_id', 'in', ids).execute();
}
