export {
  followThread,
  moderateThread,
  reply,
  startThread,
  unfollowThreadsOf,
} from './actions.ts';
export { messagesPerPage } from './paging.ts';
/** The threads that moved last in some groups, and those that hold something unread: for the pages of the space. */
export { latestThreads, mostUnread, type ThreadLine, unreadThreads } from './queries.ts';
export { removeWritingsOf } from './removal.ts';
export { ThreadList } from './views/thread-list.tsx';
