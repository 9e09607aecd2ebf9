/** Deployment tracking: where each authority stands, who says so and on what proof. See README.md. */
export { loadRollouts } from './load.ts';
export { metaOf as rolloutMeta } from './page-meta.ts';
export type { PageAbove, PagesOf } from './pages-above.ts';
export { type Rollout, rolloutAt } from './rollout.ts';
export { rolloutsSection } from './section.tsx';
export { Exports, RolloutFrame } from './views/frame.tsx';
