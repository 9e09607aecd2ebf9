import type { Db } from '../../../platform/database/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import { record } from '../../audit/index.ts';
import { reworded, wordingsOf } from '../engine/arrange.ts';
import { questionnaireSchema } from '../engine/question.ts';
import { type By, held, thingOf } from '../managing/held.ts';
import type { Survey } from '../survey.ts';
import { writeQuestionnaire } from './changing.ts';

/** Corrects the words of a question that people have answered already; what was there before stays to be read. */
export async function correctWording(
  tx: Db,
  survey: Pick<Survey, 'id'>,
  correction: { question: string; words: ReadonlyMap<string, string>; reason: string; version: number },
  by: By,
): Promise<number> {
  const before = await held(tx, survey, correction.version, (now) => {
    const question = now.questionnaire.questions.find(({ id }) => id === correction.question);
    return Object.fromEntries((question ? wordingsOf(question) : []).map(({ key, words }) => [key, words]));
  });
  const question = before.questionnaire.questions.find(({ id }) => id === correction.question);
  if (!question) throw new Refusal('Cette question n’existe plus.');
  const changes: Correction[] = wordingsOf(question).flatMap(({ key, words }) => {
    const after = correction.words.get(key) ?? words;
    return after === words
      ? []
      : [{ question: question.id, before: words, after, reason: correction.reason }];
  });
  if (changes.length === 0) return 0;
  const after = reworded(question, correction.words);
  const read = questionnaireSchema.safeParse({
    ...before.questionnaire,
    questions: before.questionnaire.questions.map((one) => (one.id === after.id ? after : one)),
  });
  if (!read.success) throw new Refusal(read.error.issues[0]?.message ?? 'Ces libellés sont incorrects.');
  await writeQuestionnaire(tx, before.id, read.data);
  await recordCorrections(tx, before.id, changes, { accountId: by.actor.id, now: by.now });
  await record(tx, {
    actor: by.actor,
    verb: 'survey.correct',
    thing: thingOf(before),
    detail: { question: question.id, reason: correction.reason },
  });
  return changes.length;
}

export interface Correction {
  question: string;
  before: string;
  after: string;
  reason: string;
}

/** What was reworded since the opening, the last first: everybody may read it. */
export async function listCorrections(db: Db, surveyId: string): Promise<(Correction & { at: Date })[]> {
  return db
    .selectFrom('survey_corrections')
    .select(['question', 'before', 'after', 'reason', 'at'])
    .where('survey_id', '=', surveyId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}

export async function recordCorrections(
  tx: Db,
  surveyId: string,
  corrections: readonly Correction[],
  { accountId, now }: { accountId: string; now: Date },
): Promise<void> {
  if (corrections.length === 0) return;
  await tx
    .insertInto('survey_corrections')
    .values(corrections.map((one) => ({ survey_id: surveyId, account_id: accountId, at: now, ...one })))
    .execute();
}
