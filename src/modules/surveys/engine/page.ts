import type { TypedValues } from '../../../platform/http/index.ts';
import type { Answers } from './condition.ts';
import type { Question, Questionnaire } from './question.ts';
import { standingAnswers } from './shown.ts';
import { readAnswer } from './typed.ts';

/** What was typed on a page of questions. */
export interface PageRead {
  /** The answers that are right, by question. */
  given: Answers;
  /** What is wrong, by field. */
  errors: Readonly<Record<string, string>>;
}

/**
 * Reads the questions of a page. One that depends on another of the same page, and that this other no longer asks, is left
 * out; `lenient` asks for no answer that is not there yet.
 */
export function readPage(
  questionnaire: Questionnaire,
  questions: readonly Question[],
  former: Answers,
  values: TypedValues,
  { lenient = false }: { lenient?: boolean } = {},
): PageRead {
  const ids = new Set(questions.map(({ id }) => id));
  const before = Object.fromEntries(Object.entries(former).filter(([id]) => !ids.has(id)));
  const given: Record<string, Answers[string]> = {};
  const wrong = new Map<string, Readonly<Record<string, string>>>();
  for (const question of questions) {
    const read = readAnswer(question, values, lenient ? false : question.required);
    if ('errors' in read) wrong.set(question.id, read.errors);
    else if (read.answer !== undefined) given[question.id] = read.answer;
  }
  // What is wrong in a question that is not asked any more is not worth mending.
  const standing = standingAnswers(questionnaire, {
    ...before,
    ...given,
    ...Object.fromEntries([...wrong.keys()].map((id) => [id, ''])),
  });
  const errors = Object.assign(
    {},
    ...[...wrong].flatMap(([id, own]) => (Object.hasOwn(standing, id) ? [own] : [])),
  );
  return {
    given: Object.fromEntries(Object.entries(given).filter(([id]) => Object.hasOwn(standing, id))),
    errors,
  };
}
