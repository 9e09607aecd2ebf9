/** The words of the files that people send, for the search. See README.md. */
export { askForTexts, forgetTexts } from './asking.ts';
export { readFileText } from './keeping.ts';
