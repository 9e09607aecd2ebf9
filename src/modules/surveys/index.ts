/** Surveys: what groups ask, how it is answered, what becomes of it. See README.md. */

export { limitByNetwork } from './answering/attempts.ts';
export { draftDays, draftExpiry } from './answering/drafts.ts';
export { digestOf, type Given, withGiven } from './answering/given.ts';
export { type Addresses, afterStep, nextStep, readStep, stepAt } from './answering/stepping.ts';
export { AnswerList, AnswersByStep, CompleteButton } from './answering/views/answers.tsx';
export { LinkToKeep } from './answering/views/resume.tsx';
export { StepPage } from './answering/views/step.tsx';
export {
  addDemonstrationSurvey,
  type DemonstrationAnswers,
  removeDemonstrationSurveys,
} from './demonstration.ts';
export { type Answer, type Answers, answersSchema, conditionSchema } from './engine/condition.ts';
export { type Questionnaire, questionnaireSchema } from './engine/question.ts';
export { missingQuestions, shownSections, standingAnswers } from './engine/shown.ts';
export { valuesOfAnswers } from './engine/typed.ts';
export { loadSurveys } from './load.ts';
export { isOfAuthority } from './policy.ts';
export { hideInLine } from './results/protect.ts';
export { type SurveyLink, surveysOfGroup } from './survey.ts';
export { standingWords } from './words.ts';
