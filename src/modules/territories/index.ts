export { type LoadProgress, loadTerritories } from './load.ts';
