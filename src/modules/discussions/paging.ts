export const threadsPerPage = 25;
export const messagesPerPage = 30;

/** Where a message of a thread is read. */
export function messageAddress(threadId: string, number: number): string {
  return `/espace/discussions/${threadId}?page=${Math.ceil(number / messagesPerPage)}#message-${number}`;
}
