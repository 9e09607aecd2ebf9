import type { FastifyRequest } from 'fastify';
import type { Db } from '../../platform/database/index.ts';
import type { Deps } from '../../platform/deps.ts';
import { type Hiding, hiddenWords } from '../../platform/hidden-words.ts';
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

const experienceWords = hiddenWords('measure_experiences', 'hidden_experiences', 'experience_id');
const answerWords = hiddenWords('experience_answers', 'hidden_experience_answers', 'answer_id');

/**
 * Hides an experience: pages show neither it nor its answers any more, its author excepted; its words wait where nothing that reads
 * experiences finds them. False when it is gone, or hidden already. Who may is for the caller to check.
 */
export const hideExperience = (tx: Db, hiding: Hiding, id: string): Promise<boolean> =>
  experienceWords.putAway(tx, id, hiding);

/** Gives a hidden experience back as it was, with its answers. False when it is gone, or when its words were forgotten. */
export const restoreExperience = (tx: Db, id: string): Promise<boolean> => experienceWords.giveBack(tx, id);

/** Forgets for good what hidden experiences said, with the answers to them. */
export async function forgetHiddenExperiences(tx: Db, ids: readonly string[]): Promise<void> {
  const forgotten = await experienceWords.forget(tx, ids);
  if (forgotten.length > 0)
    await tx.deleteFrom('experience_answers').where('experience_id', 'in', forgotten).execute();
}

/** Hides an answer as `hideExperience` does what it answers. */
export const hideAnswer = (tx: Db, hiding: Hiding, id: string): Promise<boolean> =>
  answerWords.putAway(tx, id, hiding);

/** Gives a hidden answer back. False when it is gone, or when its words were forgotten. */
export const restoreAnswer = (tx: Db, id: string): Promise<boolean> => answerWords.giveBack(tx, id);

/** Forgets for good what hidden answers said. */
export async function forgetHiddenAnswers(tx: Db, ids: readonly string[]): Promise<void> {
  await answerWords.forget(tx, ids);
}

/** Shows again what fictional people hid of others. */
export async function showWhatTheyHid(tx: Db, accountIds: readonly string[]): Promise<void> {
  await experienceWords.showWhatTheyHid(tx, accountIds, (id) => restoreExperience(tx, id));
  await answerWords.showWhatTheyHid(tx, accountIds, (id) => restoreAnswer(tx, id));
}
