import { decisions } from './decisions.ts';
import { deliverables } from './deliverables.ts';
import type { NewsKind } from './kind.ts';
import { meetings } from './meetings.ts';
import { messages } from './messages.ts';
import { progress } from './progress.ts';

/** All that members are told of. To add a kind: its file here, or an entry made by `newsFoundBy`. */
export const newsKinds: readonly NewsKind[] = [
  messages,
  progress,
  ...deliverables,
  ...decisions,
  ...meetings,
];
