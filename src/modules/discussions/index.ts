export { acceptAnswer } from './acceptance.ts';
export { onMessage } from './access.ts';
export {
  moderateThread,
  reply,
  startThread,
} from './actions.ts';
/** What lets a thread be answered by mail: the address of a person there, and what listens to the mail server. */
export { replyAddress } from './by-mail/address.ts';
export { invitationTo } from './by-mail/invitation.ts';
export { largestReply, replyMailbox } from './by-mail/mailbox.ts';
export { replyTasks } from './by-mail/tasks.ts';
export { countDrafts } from './drafts.ts';
export { withoutHiddenQuotes } from './hidden-quotes.ts';
export { forgetHidden, hideMessage, restoreMessage } from './hiding.ts';
export { mentionedIn } from './mention-queries.ts';
export { onThreadMoved } from './moving.ts';
export { messageAddress, messagesPerPage } from './paging.ts';
/** The threads that moved last in some groups, and those that hold something unread: for the pages of the space. */
export { latestThreads, mostUnread, type ThreadLine, unreadThreads } from './queries.ts';
export { react } from './reactions.ts';
export { followThread, unfollowThreadsOf } from './reading.ts';
export { removeWritingsOf } from './removal.ts';
/** What the search in one's groups finds of messages: written anew by what changes them. */
export { indexMessagesAfter, indexMessagesWithFile } from './search-entries.ts';
export { ThreadList } from './views/thread-list.tsx';
