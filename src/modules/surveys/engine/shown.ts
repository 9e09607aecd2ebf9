import { type Answers, holds } from './condition.ts';
import { inOrder, type Question, type Questionnaire } from './question.ts';

/** The questions that are asked after these answers, in their order. An answer to a question that is not asked counts for nothing. */
export function shownQuestions(questionnaire: Questionnaire, answers: Answers): Question[] {
  const standing: Record<string, Answers[string]> = {};
  return inOrder(questionnaire).filter((question) => {
    if (question.show_if && !holds(question.show_if, standing)) return false;
    const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    if (answer !== undefined) standing[question.id] = answer;
    return true;
  });
}

/** The answers without those to questions that are not asked (any more). */
export function standingAnswers(questionnaire: Questionnaire, answers: Answers): Answers {
  return Object.fromEntries(
    shownQuestions(questionnaire, answers).flatMap(({ id }) => {
      const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
      return answer === undefined ? [] : [[id, answer]];
    }),
  );
}

/** The sections where something is asked. */
export function shownSections(questionnaire: Questionnaire, answers: Answers) {
  const shown = shownQuestions(questionnaire, answers);
  return questionnaire.sections.flatMap((section) => {
    const questions = shown.filter((question) => question.section === section.code);
    return questions.length > 0 ? [{ section, questions }] : [];
  });
}

/** What must be answered and is not, in order. */
export function missingQuestions(questionnaire: Questionnaire, answers: Answers): Question[] {
  return shownQuestions(questionnaire, answers).filter(
    (question) => question.required && !isWhole(question, answers),
  );
}

/** A matrix is answered once all its rows are. */
function isWhole(question: Question, answers: Answers): boolean {
  if (!Object.hasOwn(answers, question.id)) return false;
  const answer = answers[question.id];
  if (question.type !== 'matrix') return true;
  return typeof answer === 'object' && question.rows.every(({ code }) => Object.hasOwn(answer, code));
}
