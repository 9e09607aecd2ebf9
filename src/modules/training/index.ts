/** Sessions of trainings and learning paths: who comes, who came, in what order to learn. See README.md. */
export { trainingPages } from './catalogue-pages.tsx';
export { addDemonstrationSession } from './demonstration.ts';
export { loadLearningPaths } from './paths/load.ts';
export { removeDemonstrationSessions } from './removal.ts';
export { type SpacePart, trainingPart } from './space-part.ts';
