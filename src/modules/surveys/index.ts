/** Surveys: what groups ask, how it is answered, what becomes of it. See README.md. */
export { loadSurveys } from './load.ts';
export { type SurveyLink, surveysOfGroup } from './survey.ts';
export { standingWords } from './words.ts';
