/** Surveys: what groups ask, how it is answered, what becomes of it. See README.md. */

export { limitByNetwork } from './answering/attempts.ts';
export { digestOf, draftDays, pick } from './answering/drafts.ts';
export { QuestionField } from './answering/views/question-field.tsx';
export { Progress } from './answering/views/step.tsx';
export { type Answer, type Answers, answersSchema, conditionSchema } from './engine/condition.ts';
export { readPage } from './engine/page.ts';
export {
  choicesIn,
  type Question,
  type Questionnaire,
  type QuestionSection,
  questionnaireSchema,
} from './engine/question.ts';
export { missingQuestions, shownSections, standingAnswers } from './engine/shown.ts';
export { fieldOf, valuesOfAnswers } from './engine/typed.ts';
export { answerWords } from './engine/words.ts';
export { loadSurveys } from './load.ts';
export { isOfAuthority } from './policy.ts';
export { hideInLine } from './results/protect.ts';
export { type SurveyLink, surveysOfGroup } from './survey.ts';
export { standingWords } from './words.ts';
