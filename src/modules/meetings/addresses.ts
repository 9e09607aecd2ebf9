export const meetingHref = (id: string): string => `/espace/reunions/${id}`;
export const minutesHref = (id: string): string => `${meetingHref(id)}/compte-rendu`;
export const itemHref = (id: string, item: string): string => `${meetingHref(id)}/points/${item}`;
export const listHrefOf = (slug: string): string => `/espace/groupes/${slug}/reunions`;
export const answerHref = (token: string): string => `/reunions/reponse/${token}`;
export const calendarHref = (token: string): string => `/calendriers/${token}.ics`;
export const calendarsPath = '/espace/calendriers';
