import type { Settings } from '../../../platform/deps.ts';
import { type Mail, oneClickUnsubscribe } from '../../../platform/mail/index.ts';
import { plainText, renderMarkdown } from '../../../platform/markdown/index.ts';
import { invitationTo } from '../../discussions/index.ts';
import type { Recipient } from '../choices.ts';
import type { GroupName } from '../events.ts';
import type { News } from '../kinds/kind.ts';
import { choicesPath, listId, messageId, stopGroupPath, stopThreadPath } from './addresses.ts';
import { letter } from './letter.tsx';

type Content = Pick<Mail, 'subject' | 'text' | 'html' | 'headers'>;

/** One piece of news in a mail of its own, for each of its readers: their ways out differ, and where they answer. */
export function atOnceMail(
  settings: Pick<Settings, 'publicUrl' | 'replies'>,
  { thingId, news, group }: { thingId: string; news: News; group: GroupName },
): (to: Recipient) => Content {
  const { publicUrl } = settings;
  const { thread, lead, action } = news;
  const subject = `${news.subject} [${group.title}]`;
  const text = plainText(news.body, publicUrl);
  const html = completed(renderMarkdown(news.body, { headingIds: false, baseLevel: 3 }), publicUrl);
  const why = `Vous recevez ce message parce que vous suivez le groupe « ${group.title} », ou l’un de ses sujets, sur Cordée.`;
  return ({ id, stopId }) => {
    const invitation = thread && invitationTo(settings, { id }, thread);
    const ways = [
      ['Choisir ce que vous recevez', `${publicUrl}${choicesPath}`],
      ...(thread
        ? [['Ne plus recevoir cette discussion', `${publicUrl}${stopThreadPath(stopId, thread.id)}`]]
        : []),
      ['Ne plus recevoir de courriel de ce groupe', `${publicUrl}${stopGroupPath(stopId, group.slug)}`],
    ] as const;
    return {
      subject,
      text: [
        ...(invitation ? [invitation.line, ''] : []),
        `${lead}${text ? ' :' : '.'}`,
        '',
        ...(text ? [text, ''] : []),
        `${action.label} : ${publicUrl}${action.path}`,
        '',
        '-- ',
        why,
        ...ways.map(([label, href]) => `${label} : ${href}`),
      ].join('\n'),
      html: letter({
        subject,
        children: (
          <>
            {invitation && <p>{invitation.line}</p>}
            <p>
              <strong>{lead}</strong>
            </p>
            <div dangerouslySetInnerHTML={{ __html: html }} />
            <p>
              <a href={`${publicUrl}${action.path}`}>{action.label}</a>
            </p>
          </>
        ),
        footer: (
          <>
            <p>{why}</p>
            {ways.map(([label, href]) => (
              <p>
                <a href={href}>{label}</a>
              </p>
            ))}
          </>
        ),
      }),
      headers: {
        'List-Id': listId(group.slug, publicUrl),
        ...oneClickUnsubscribe(`${publicUrl}${stopGroupPath(stopId, group.slug)}`),
        ...(invitation && { 'Reply-To': invitation.address }),
        ...threading(publicUrl, thingId, thread),
      },
    };
  };
}

/** Mail programs show the messages of a thread together by these (RFC 5322). */
function threading(publicUrl: string, thingId: string, thread: News['thread']): Record<string, string> {
  if (!thread) return {};
  const root = messageId(`discussion-${thread.id}`, publicUrl);
  if (thread.number === 1) return { 'Message-ID': root };
  return { 'Message-ID': messageId(`message-${thingId}`, publicUrl), 'In-Reply-To': root, References: root };
}

/** In a mail, an address needs its host; an image would be fetched, and tell that the mail was opened: its words stand for it. */
function completed(html: string, publicUrl: string): string {
  return html
    .replace(/<img\b[^>]*?(?:\balt="([^"]*)")?[^>]*>/g, (_all, alt: string | undefined) =>
      alt ? `[${alt}]` : '',
    )
    .replace(/(<a\b[^>]*?\bhref=")\/(?!\/)/g, `$1${publicUrl}/`);
}
