import type { Db } from '../../platform/database/index.ts';
import { formatDate } from '../../ui/index.ts';
import { decisionPath } from './actions.ts';
import { stateLabels } from './content.ts';
import { type Decision, findDecisionById } from './queries.ts';

/** What is told to those who follow a group. */
export interface DecisionNews {
  groupId: string;
  authorId: string | null;
  at: Date;
  title: string;
  /** Markdown. */
  text: string;
  /** Path, in the group's space. */
  url: string;
}

/** For the news `decision.opened`; null when it is gone, or no longer to be taken. */
export async function findOpenDecision(db: Db, id: string): Promise<DecisionNews | null> {
  const decision = await findDecisionById(db, id);
  if (!decision || !isOpen(decision)) return null;
  const { closesAt } = decision;
  const until = closesAt && `Vous pouvez répondre jusqu’au ${formatDate(new Date(closesAt.getTime() - 1))}.`;
  return newsOf(decision, decision.opensAt ?? decision.createdAt, until);
}

/** For the news `decision.settled`; null when it is gone, or not yet taken. */
export async function findSettledDecision(db: Db, id: string): Promise<DecisionNews | null> {
  const decision = await findDecisionById(db, id);
  if (!decision || isOpen(decision)) return null;
  const { result, decidedBy, motivation, countedAt, createdAt } = decision;
  const words = [result, decidedBy && `${decidedBy}.`, motivation].filter(Boolean).join('\n\n');
  return newsOf(decision, countedAt ?? createdAt, words);
}

const isOpen = ({ state }: Decision): boolean => state === 'proposed' || state === 'open';

function newsOf(decision: Decision, at: Date, words: string | null): DecisionNews {
  const { group, createdBy, number, state, title, body } = decision;
  return {
    groupId: group.id,
    authorId: createdBy,
    at,
    title: isOpen(decision)
      ? `À décider : ${title}`
      : `Décision ${stateLabels[state].toLowerCase()} : ${title}`,
    text: [body, words].filter(Boolean).join('\n\n'),
    url: decisionPath(group, number),
  };
}
