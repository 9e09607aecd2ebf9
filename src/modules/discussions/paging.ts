export const threadsPerPage = 25;
export const messagesPerPage = 30;
