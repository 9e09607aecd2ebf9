import { type Actor, runsGroup, seesInside } from '../identity/index.ts';

export type ThreadVerb =
  | 'thread.read'
  | 'thread.start'
  | 'thread.announce'
  | 'thread.moderate'
  /** From this group to another; there, `thread.receive` is asked. */
  | 'thread.move'
  | 'thread.receive'
  /** Says which message answers a question, or that none does. */
  | 'answer.accept'
  | 'message.post'
  | 'message.edit'
  | 'message.delete'
  | 'message.report'
  /** Hides what another wrote, and reads what is hidden. */
  | 'message.moderate'
  | 'message.react';

/** What rights depend on. */
export interface ThreadFacts {
  groupId: string;
  groupClosed: boolean;
  threadClosed?: boolean;
  /** Who opened the thread. */
  threadAuthorId?: string | null;
  /** Author of the message in question. */
  authorId?: string | null;
  /** The message opens its thread, and others answered: it would take their words along. */
  answered?: boolean;
}

/** Whether this person may do that there. */
export function can(actor: Actor | null, verb: ThreadVerb, facts: ThreadFacts): boolean {
  const moderates = runsGroup(actor, facts.groupId);
  const belongs = seesInside(actor, facts.groupId);
  switch (verb) {
    case 'thread.read':
      return belongs;
    case 'thread.start':
      return belongs && !facts.groupClosed;
    case 'thread.announce':
      return moderates && !facts.groupClosed;
    case 'thread.moderate':
    case 'thread.move':
      return moderates;
    case 'thread.receive':
      return moderates && !facts.groupClosed;
    case 'answer.accept':
      return !facts.groupClosed && (moderates || (belongs && facts.threadAuthorId === actor?.id));
    case 'message.react':
      // Nobody thanks themselves.
      return belongs && !facts.groupClosed && facts.authorId !== actor?.id;
    case 'message.post':
      return belongs && !facts.groupClosed && !facts.threadClosed;
    case 'message.edit':
      return belongs && facts.authorId === actor?.id && !facts.threadClosed && !facts.groupClosed;
    case 'message.delete':
      return belongs && facts.authorId === actor?.id && !facts.answered;
    case 'message.report':
      return belongs && facts.authorId !== actor?.id;
    case 'message.moderate':
      return moderates && facts.authorId !== actor?.id;
  }
}
