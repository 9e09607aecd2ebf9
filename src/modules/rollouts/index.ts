/** Deployment tracking: where each authority stands, who says so and on what proof. See README.md. */
export { loadRollouts } from './load.ts';
export { rolloutsSection } from './section.tsx';
