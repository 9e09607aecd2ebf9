/** What a rollout asks to be ready, and whether a configuration is: checklists, resources, self-check. See README.md. */
export { checkConfiguration, type Report } from './check/engine.ts';
export { reportAsData } from './check/report-data.ts';
export { readRules } from './check/rule.ts';
export { noObject, readText } from './check/text.ts';
export { conclusionLabels, outcomeLabels, secretHereAdvice } from './check/words.ts';
export { loadPrerequisites } from './load.ts';
export { allPrerequisitePages, prerequisitePages } from './pages.ts';
