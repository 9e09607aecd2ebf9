import { isDeepStrictEqual } from 'node:util';
import { Conflict } from '../../../platform/http/index.ts';
import { hashToken } from '../../../platform/tokens.ts';
import type { Answers } from '../engine/condition.ts';
import type { Question, Questionnaire } from '../engine/question.ts';
import { standingAnswers } from '../engine/shown.ts';
import { answerWords } from '../engine/words.ts';

/** What one page gave. */
export interface Given {
  questions: readonly Question[];
  given: Answers;
  /** The digest of what these questions held when the page was shown; null where nobody else can change it. */
  base: string | null;
}

/**
 * The answers of a draft once those of a page take the place of the former ones; what is not asked any more falls away.
 * Throws a Conflict, with these words, when somebody else changed them meanwhile.
 */
export function withGiven(
  questionnaire: Questionnaire,
  before: Answers,
  { questions, given, base }: Given,
  changedMeanwhile: string,
): Answers {
  const own = answersTo(questions, before);
  if (base !== null && base !== digestOf(questions, before) && !isDeepStrictEqual(own, given)) {
    throw new Conflict(
      changedMeanwhile,
      Object.fromEntries(
        questions.map((question) => [question.id, answerWords(question, own[question.id]).join(', ')]),
      ),
      0,
    );
  }
  const others = Object.entries(before).filter(([id]) => !Object.hasOwn(own, id));
  return standingAnswers(questionnaire, { ...Object.fromEntries(others), ...given });
}

function answersTo(questions: readonly Question[], answers: Answers): Answers {
  const ids = new Set(questions.map(({ id }) => id));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => ids.has(id)));
}

/** Tells whether the answers to these questions are the same as when a page was shown, without saying them. */
export const digestOf = (questions: readonly Question[], answers: Answers): string =>
  hashToken(
    JSON.stringify(Object.entries(answersTo(questions, answers)).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  )
    .toString('base64url')
    .slice(0, 22);
