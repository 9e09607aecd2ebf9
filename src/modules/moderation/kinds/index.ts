import type { ReportableKind } from '../reportable.ts';
import { documents } from './documents.ts';
import { experienceAnswers, experiences } from './experiences.ts';
import { messages } from './messages.ts';
import { taskComments } from './task-comments.ts';

/** All that may be reported. */
export const reportables: readonly ReportableKind[] = [
  messages,
  taskComments,
  documents,
  experiences,
  experienceAnswers,
];

export function kindOf(kind: string): ReportableKind {
  const found = reportables.find((one) => one.kind === kind);
  if (!found) throw new Error(`nothing of the kind ${kind} may be reported`);
  return found;
}
