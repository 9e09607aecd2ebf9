/** What each group decides, how, by whom and why. See README.md. */
export { proposeDecision, type Recorded, recordDecision } from './actions.ts';
export { stateLabels as decisionStateLabels } from './content.ts';
export { findOpenDecision, findSettledDecision } from './news.ts';
export { newDecisions } from './progress-part.ts';
export { countPublicDecisions, type DecisionLine, listDecisions, openDecisions } from './queries.ts';
export { removeDecisionsOf } from './removal.ts';
export { indexAllDecisions } from './search-entry.ts';
export { OpenDecisions } from './views/labels.tsx';
export { castVoice } from './voting.ts';
