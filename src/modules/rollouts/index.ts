/** Deployment tracking: where each authority stands, who says so and on what proof. See README.md. */
export {
  /** Adds what a source says; who may say it is for the caller to check. */
  assertStages,
  /** Takes back what was wrong: it stays, with the reason. */
  retract,
} from './assertions.ts';
// Cells of files that people send, read in the same way everywhere.
export { BadCell, readCodeCell, readSince, stageReader } from './import/cells.ts';
export { loadRollouts } from './load.ts';
export {
  /** In their order, kept until the content changes. */
  allRollouts,
  /** The same, read now: for a transaction. */
  listRollouts,
  type Rollout,
  stageOf,
  stageWords,
} from './rollout.ts';
/** Links to the same page as data. */
export { Exports } from './views/frame.tsx';
