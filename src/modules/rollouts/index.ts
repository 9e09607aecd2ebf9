/** Deployment tracking: where each authority stands, who says so and on what proof. See README.md. */
export { assertStages, retract, type Statement } from './assertions.ts';
export { BadCell, readCodeCell, readSince, stageReader } from './import/cells.ts';
export { loadRollouts } from './load.ts';
export { allRollouts, listRollouts, type Rollout, stageOf, stageWords } from './rollout.ts';
export { Exports } from './views/frame.tsx';
