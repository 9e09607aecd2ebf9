/** What each group decides, how, by whom and why. See README.md. */
export { proposeDecision, type Recorded, recordDecision } from './actions.ts';
export { findOpenDecision, findSettledDecision } from './news.ts';
export { countPublicDecisions, type DecisionLine, openDecisions } from './queries.ts';
export { removeDecisionsOf } from './removal.ts';
export { indexAllDecisions } from './search-entry.ts';
export { OpenDecisions } from './views/labels.tsx';
export { castVoice } from './voting.ts';
