import type { Db } from '../../platform/database/index.ts';
import { tellPages } from '../../platform/http/index.ts';

export const threadTopic = (threadId: string): string => `thread:${threadId}`;
export const groupTopic = (groupId: string): string => `discussions:${groupId}`;

/** Has the open pages of a thread look again at a message: what others said of it by one click. */
export async function tellMessageChanged(tx: Db, on: { threadId: string; number: number }): Promise<void> {
  await tellPages(tx, threadTopic(on.threadId), on.number);
}

/** Has the open pages of a thread, and the list of its group, look at what was written, changed or taken out. */
export async function tellThreadMoved(
  tx: Db,
  thread: { id: string; groupId: string; messages: number },
  now: Date,
): Promise<void> {
  await tellPages(tx, threadTopic(thread.id), thread.messages);
  await tellPages(tx, groupTopic(thread.groupId), now.getTime());
}
