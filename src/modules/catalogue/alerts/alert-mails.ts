import { type Mail, oneClickUnsubscribe } from '../../../platform/mail/index.ts';
import { plural } from '../../../ui/index.ts';
import { resourceHref } from '../catalogues.ts';
import type { Resource } from '../resources/resource.ts';

type Message = Pick<Mail, 'subject' | 'text' | 'headers'>;

/** Names the mails of a subscriber, so that those that wait are cancelled with one prefix. */
export const mailKey = (subscriberId: string, which: string): string =>
  `resource-alerts:${subscriberId}:${which}`;

export const managePath = (subscriber: string): string => `/alertes/desinscription/${subscriber}`;

export function confirmationMail({
  words,
  token,
  publicUrl,
  days,
}: {
  words: string;
  token: string;
  publicUrl: string;
  days: number;
}): Message {
  return {
    subject: 'Confirmez votre alerte sur Cordée',
    text: `Bonjour,

Quelqu’un a demandé à recevoir à cette adresse les nouvelles ressources de cette liste : ${words}. Un seul message par semaine au plus, pour toutes vos alertes, et seulement s’il y a du nouveau.

Pour confirmer, ouvrez ce lien (il sert pendant ${plural(days, 'jour')}) :
${publicUrl}/alertes/lien/${token}

Vous n’avez rien demandé ? Ignorez ce message : sans confirmation, rien ne vous sera envoyé. Si vous avez déjà cette alerte, rien ne change.
`,
  };
}

/** Said by mail rather than on the page: who asks need not be who reads. */
export function fullMail({
  subscriber,
  publicUrl,
  most,
}: {
  subscriber: string;
  publicUrl: string;
  most: number;
}): Message {
  return {
    subject: 'Vous avez déjà beaucoup d’alertes sur Cordée',
    text: `Bonjour,

Quelqu’un a demandé une alerte de plus à cette adresse, qui en a déjà ${most} : elle n’a pas été ajoutée.

Pour voir vos alertes et en arrêter : ${publicUrl}${managePath(subscriber)}
`,
  };
}

/** What is new for one alert. */
export interface AlertNews {
  alertId: string;
  /** The list in words. */
  words: string;
  /** Path of the list, the latest first. */
  href: string;
  resources: readonly Resource[];
  /** How many more there are than those named. */
  more: number;
}

export function digestMail({
  subscriber,
  news,
  publicUrl,
}: {
  subscriber: string;
  news: readonly AlertNews[];
  publicUrl: string;
}): Message {
  const manage = `${publicUrl}${managePath(subscriber)}`;
  const total = news.reduce((sum, { resources, more }) => sum + resources.length + more, 0);
  return {
    subject: `Catalogues : ${plural(total, 'nouvelle ressource', 'nouvelles ressources')}`,
    text: [
      'Bonjour,',
      '',
      ...news.flatMap((one) => partOf(one, manage, publicUrl)),
      '-- ',
      'Vous recevez ce message, un par semaine au plus, parce que vous avez demandé à être prévenu des nouveautés des catalogues de Cordée.',
      `Voir vos alertes, ou tout arrêter : ${manage}`,
    ].join('\n'),
    headers: oneClickUnsubscribe(manage),
  };
}

function partOf(
  { alertId, words, href, resources, more }: AlertNews,
  manage: string,
  publicUrl: string,
): string[] {
  return [
    `${words} :`,
    '',
    ...resources.flatMap((resource) => [
      `- ${resource.title} (${resource.producer})`,
      `  ${resource.summary}`,
      `  ${publicUrl}${resourceHref(resource)}`,
      '',
    ]),
    ...(more > 0 ? [`Et ${plural(more, 'autre', 'autres')} : ${publicUrl}${href}`, ''] : []),
    `Ne plus recevoir cette alerte : ${manage}/${alertId}`,
    '',
  ];
}
