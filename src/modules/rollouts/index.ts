/** Deployment tracking: where each authority stands, who says so and on what proof. See README.md. */
export { assertStages, retract, type Statement } from './assertions.ts';
export { BadCell, readCodeCell, readSince, stageReader } from './import/cells.ts';
export { loadRollouts } from './load.ts';
export { metaOf as rolloutMeta } from './page-meta.ts';
export type { PageAbove, PagesOf } from './pages-above.ts';
export { allRollouts, listRollouts, type Rollout, rolloutAt, stageOf, stageWords } from './rollout.ts';
export { rolloutsSection } from './section.tsx';
export { Exports, RolloutFrame } from './views/frame.tsx';
