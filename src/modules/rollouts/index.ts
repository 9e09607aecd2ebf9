/** Deployment tracking: where each authority stands, who says so and on what proof. See README.md. */
export {
  /** Adds what a source says; who may say it is for the caller to check. */
  assertStages,
  /** Takes back what was wrong: it stays, with the reason. */
  retract,
} from './assertions.ts';
export { importStatements } from './import/by-command.ts';
// Cells of files that people send, read in the same way everywhere.
export { BadCell, readCodeCell, readSince, stageReader } from './import/cells.ts';
export { loadRollouts } from './load.ts';
export { metaOf as rolloutMeta } from './page-meta.ts';
export type { PageAbove, PagesOf } from './pages-above.ts';
export {
  /** Makes the projection from zero. */
  rebuild,
  /** Has what is about many rows just written planned for many. */
  withoutNestedLoops,
} from './projection.ts';
export { allRollouts, listRollouts, type Rollout, rolloutAt, stageOf, stageWords } from './rollout.ts';
export { rolloutsSection } from './section.tsx';
export { RolloutFrame } from './views/frame.tsx';
