import { type Actor, isCopilot, isMember, isProgrammeTeam } from '../identity/index.ts';

export type ThreadVerb =
  | 'thread.read'
  | 'thread.start'
  | 'thread.announce'
  | 'thread.moderate'
  | 'message.post'
  | 'message.edit'
  | 'message.delete';

/** What rights depend on. */
export interface ThreadFacts {
  groupId: string;
  groupClosed: boolean;
  threadClosed?: boolean;
  /** Author of the message in question. */
  authorId?: string | null;
  /** The message opens its thread, and others answered: it would take their words along. */
  answered?: boolean;
}

/** Whether this person may do that there. */
export function can(actor: Actor | null, verb: ThreadVerb, facts: ThreadFacts): boolean {
  const moderates = isProgrammeTeam(actor) || isCopilot(actor, facts.groupId);
  const belongs = moderates || isMember(actor, facts.groupId);
  switch (verb) {
    case 'thread.read':
      return belongs;
    case 'thread.start':
      return belongs && !facts.groupClosed;
    case 'thread.announce':
      return moderates && !facts.groupClosed;
    case 'thread.moderate':
      return moderates;
    case 'message.post':
      return belongs && !facts.groupClosed && !facts.threadClosed;
    case 'message.edit':
      return belongs && facts.authorId === actor?.id && !facts.threadClosed && !facts.groupClosed;
    case 'message.delete':
      return moderates || (belongs && facts.authorId === actor?.id && !facts.answered);
  }
}
