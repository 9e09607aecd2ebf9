/**
 * Surveys: what groups ask, how it is answered, what becomes of it. See README.md.
 * The engine of questionnaires knows neither survey nor database: self-assessments are to be built on it.
 */
export {
  /** @public */
  type Answers,
  /** @public */
  answersSchema,
} from './engine/condition.ts';
/** @public */
export { readPage } from './engine/page.ts';
export {
  /** @public */
  type Question,
  /** @public */
  type Questionnaire,
  /** @public */
  questionnaireSchema,
} from './engine/question.ts';
/** @public */
export { missingQuestions, shownSections, standingAnswers } from './engine/shown.ts';
/** @public */
export { valuesOfAnswers } from './engine/typed.ts';
/** @public */
export { answerWords } from './engine/words.ts';
export { loadSurveys } from './load.ts';
export { type SurveyLink, surveysOfGroup } from './survey.ts';
/** @public */
export { Progress } from './views/answer.tsx';
/** @public */
export { QuestionField } from './views/question-field.tsx';
export { standingWords } from './words.ts';
