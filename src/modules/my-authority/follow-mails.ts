import { type Mail, oneClickUnsubscribe } from '../../platform/mail/index.ts';
import { plural } from '../../ui/index.ts';
import { type AuthoritySummary, authorityUrl } from '../territories/index.ts';
import type { News } from './news.ts';

/** Names the mails of a follower, so that those that wait are cancelled with one prefix. */
export const mailKey = (followerId: string, which: string): string =>
  `authority-follow:${followerId}:${which}`;

export function confirmationMail({
  authority,
  token,
  publicUrl,
}: {
  authority: AuthoritySummary;
  token: string;
  publicUrl: string;
}): Pick<Mail, 'subject' | 'text'> {
  return {
    subject: `Confirmez : suivre ${authority.name} sur Cordée`,
    text: `Bonjour,

Quelqu’un a demandé à recevoir à cette adresse ce qui change pour ${authority.name} : un message par mois au plus, seulement s’il y a du nouveau ou si une échéance approche.

Pour confirmer, ouvrez ce lien (il sert pendant sept jours) :
${publicUrl}${authorityUrl(authority)}/suivre/lien/${token}

Vous n’avez rien demandé ? Ignorez ce message : sans confirmation, votre adresse n’est pas gardée. Si vous suivez déjà cette collectivité, rien ne change.
`,
  };
}

/** Where one stops, in one click. */
const leaveUrl = (publicUrl: string, authority: AuthoritySummary, followerId: string): string =>
  `${publicUrl}${authorityUrl(authority)}/suivre/desinscription/${followerId}`;

export function newsMail({
  authority,
  followerId,
  news,
  publicUrl,
}: {
  authority: AuthoritySummary;
  followerId: string;
  news: readonly News[];
  publicUrl: string;
}): Pick<Mail, 'subject' | 'text' | 'headers'> {
  const leave = leaveUrl(publicUrl, authority, followerId);
  const deadlines = news.filter(({ deadline }) => deadline !== null);
  const changes = news.filter(({ deadline }) => deadline === null);
  const subject = [
    deadlines.length > 0 ? plural(deadlines.length, 'échéance proche', 'échéances proches') : '',
    changes.length > 0 ? plural(changes.length, 'changement') : '',
  ]
    .filter(Boolean)
    .join(', ');
  return {
    subject: `${authority.name} : ${subject}`,
    text: [
      'Bonjour,',
      '',
      ...partOf('Échéances proches', deadlines, publicUrl),
      ...partOf('Ce qui change', changes, publicUrl),
      `Tout ce qui concerne ${authority.name} : ${publicUrl}${authorityUrl(authority)}`,
      '',
      '-- ',
      `Vous recevez ce message, un par mois au plus, parce que vous suivez ${authority.name} sur Cordée.`,
      `Ne plus le recevoir : ${leave}`,
    ].join('\n'),
    headers: oneClickUnsubscribe(leave),
  };
}

function partOf(title: string, news: readonly News[], publicUrl: string): string[] {
  if (news.length === 0) return [];
  return [
    `${title} :`,
    '',
    ...news.flatMap(({ measure, words }) => [
      `- ${measure.title}`,
      `  ${words}`,
      `  ${publicUrl}/agenda/${measure.slug}`,
      '',
    ]),
  ];
}
