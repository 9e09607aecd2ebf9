import { plainText } from '../../platform/markdown/index.ts';
import type { WeatherCode } from '../../ui/index.ts';
import { formatDate, labelOf, weatherLevels } from '../../ui/index.ts';

/** What a mail says and where it leads; the same words in all the mails of a group. */
export interface Notice {
  subject: string;
  text: string;
  headers: Record<string, string>;
}

interface GroupName {
  slug: string;
  title: string;
}

/** Where one chooses what one receives from a group. */
function choiceUrl(publicUrl: string, group: GroupName): string {
  return `${publicUrl}/espace/groupes/${group.slug}#mes-courriels`;
}

/** What lets a mail program sort the mails of a group, and show the way out (RFC 2919, RFC 2369). */
function listHeaders(publicUrl: string, group: GroupName): Record<string, string> {
  return {
    'List-Id': `<${group.slug}.groupes.${new URL(publicUrl).hostname}>`,
    'List-Unsubscribe': `<${choiceUrl(publicUrl, group)}>`,
  };
}

function footer(publicUrl: string, group: GroupName): string {
  return [
    '-- ',
    `Vous recevez ce message parce que vous suivez le groupe « ${group.title} », ou l’un de ses sujets, sur Cordée.`,
    `Choisir ce que vous recevez : ${choiceUrl(publicUrl, group)}`,
  ].join('\n');
}

/** A new message in a thread. */
export function messageNotice(
  publicUrl: string,
  group: GroupName,
  message: {
    threadId: string;
    threadTitle: string;
    number: number;
    author: string;
    body: string;
    announcement: boolean;
  },
): Notice {
  const what = message.number > 1 ? 'a répondu' : message.announcement ? 'annonce' : 'ouvre une discussion';
  return {
    subject: `${message.number > 1 ? 'Re: ' : ''}${message.threadTitle} [${group.title}]`,
    text: [
      `${message.author} ${what} :`,
      '',
      plainText(message.body, publicUrl),
      '',
      `Lire et répondre : ${publicUrl}/espace/discussions/${message.threadId}#message-${message.number}`,
      '',
      footer(publicUrl, group),
    ].join('\n'),
    headers: listHeaders(publicUrl, group),
  };
}

/** To the author of what was taken out; whatever they chose to receive, they are told. */
export function removalNotice(
  publicUrl: string,
  {
    thread,
    first,
    by,
    reason,
  }: {
    thread: { title: string; groupTitle: string; groupSlug: string };
    first: boolean;
    by: string;
    reason: string;
  },
): Pick<Notice, 'subject' | 'text'> {
  return {
    subject: first
      ? `Votre discussion « ${thread.title} » a été supprimée`
      : `Votre message dans « ${thread.title} » a été supprimé`,
    text: `Bonjour,

${by} a supprimé ${
      first ? `votre discussion « ${thread.title} »` : `votre message dans la discussion « ${thread.title} »`
    } du groupe « ${thread.groupTitle} », pour ce motif :

${reason}

L’espace du groupe : ${publicUrl}/espace/groupes/${thread.groupSlug}
Une erreur ? Écrivez à l’équipe du programme : ${publicUrl}/contact
`,
  };
}

/** A new progress point. */
export function progressNotice(
  publicUrl: string,
  group: GroupName,
  point: { onDay: string; weather: WeatherCode; body: string },
): Notice {
  const level = labelOf(weatherLevels, point.weather);
  return {
    subject: `Point d’avancement [${group.title}]`,
    text: [
      `Point d’avancement du ${formatDate(point.onDay)} : ${level.toLowerCase()}.`,
      '',
      plainText(point.body, publicUrl),
      '',
      `Tout l’avancement : ${publicUrl}/groupes/${group.slug}`,
      '',
      footer(publicUrl, group),
    ].join('\n'),
    headers: listHeaders(publicUrl, group),
  };
}

/** A deliverable that was just published. */
export function deliverableNotice(
  publicUrl: string,
  group: GroupName,
  deliverable: { slug: string; title: string; description: string },
): Notice {
  return {
    subject: `Nouveau livrable : ${deliverable.title} [${group.title}]`,
    text: [
      `Le groupe publie « ${deliverable.title} ».`,
      '',
      ...(deliverable.description ? [plainText(deliverable.description, publicUrl), ''] : []),
      `Le consulter : ${publicUrl}/livrables/${deliverable.slug}`,
      '',
      footer(publicUrl, group),
    ].join('\n'),
    headers: listHeaders(publicUrl, group),
  };
}
