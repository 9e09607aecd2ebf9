import type { Db } from '../../platform/database/index.ts';
import { plainText } from '../../platform/markdown/index.ts';
import { formatDate } from '../../ui/index.ts';
import { decisionPath } from './actions.ts';
import { stateLabels } from './content.ts';
import { findDecisionById } from './queries.ts';

/** What is told to those who follow a group. */
export interface DecisionNews {
  groupId: string;
  authorId: string | null;
  title: string;
  /** Plain. */
  text: string;
  /** Path, in the group's space. */
  url: string;
}

/** For the jobs `decision.opened` and `decision.settled`: the decision as it is now; null when it is gone. */
export async function findDecisionNews(db: Db, id: string, publicUrl: string): Promise<DecisionNews | null> {
  const decision = await findDecisionById(db, id);
  if (!decision) return null;
  const { group, createdBy, number, state, title, closesAt } = decision;
  const isOpen = state === 'proposed' || state === 'open';
  return {
    groupId: group.id,
    authorId: createdBy,
    title: isOpen ? `À décider : ${title}` : `Décision ${stateLabels[state].toLowerCase()} : ${title}`,
    text: [
      plainText(decision.body, publicUrl),
      isOpen
        ? closesAt && `Vous pouvez répondre jusqu’au ${formatDate(new Date(closesAt.getTime() - 1))}.`
        : [decision.result, `${decision.decidedBy}.`, decision.motivation].filter(Boolean).join('\n'),
    ]
      .filter(Boolean)
      .join('\n\n'),
    url: decisionPath(group, number),
  };
}
