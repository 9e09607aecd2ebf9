/** Fictional people at work, on an instance that is a demonstration only. See README.md. */
export { loadDemonstration } from './load.ts';
