import { findOpenDecision, findSettledDecision } from '../../decisions/index.ts';
import { newsFoundBy } from './kind.ts';

/** What the group is asked, and what was decided; their titles say which. */
export const decisions = [
  newsFoundBy({ task: 'decision.opened', label: '', act: 'Lire et répondre', find: findOpenDecision }),
  newsFoundBy({ task: 'decision.settled', label: '', act: 'Lire la décision', find: findSettledDecision }),
];
