/** Where one chooses what one receives. */
export const choicesPath = '/espace/compte/courriels';

/** Stops all the mails of one's groups; those of one group; those of one thread. Works without signing in. */
export const stopPath = (stopId: string): string => `/arret-courriels/${stopId}`;
export const stopGroupPath = (stopId: string, slug: string): string => `${stopPath(stopId)}/groupes/${slug}`;
export const stopThreadPath = (stopId: string, threadId: string): string =>
  `${stopPath(stopId)}/discussions/${threadId}`;

/** What lets a mail program sort the mails of a list (RFC 2919). */
export const listId = (list: string, publicUrl: string): string =>
  `<${list}.groupes.${new URL(publicUrl).hostname}>`;

/** The name of a mail among all, the same for whoever gets it (RFC 5322). */
export const messageId = (name: string, publicUrl: string): string =>
  `<${name}@${new URL(publicUrl).hostname}>`;
