import { type Mail, oneClickUnsubscribe } from '../../../platform/mail/index.ts';
import { excerpt } from '../../../platform/markdown/index.ts';
import { formatDate, formatTime, plural } from '../../../ui/index.ts';
import type { Recipient } from '../choices.ts';
import type { DigestEntry, DigestPart } from '../digest-content.ts';
import type { News } from '../kinds/kind.ts';
import { choicesPath, listId, stopPath } from './addresses.ts';
import { letter } from './letter.tsx';

/** Beyond them, what is older is counted: some mail programs cut a mail of more than 100 KB. */
const mostOfOne = 20;
const mostInAll = 100;
const longest = 280;

/** Many people read the same messages on the same morning: each is cut short once. Keyed by its words, as they are then. */
export class Excerpts {
  readonly #kept = new Map<string, string>();

  of(body: string): string {
    const known = this.#kept.get(body);
    if (known !== undefined) return known;
    const words = excerpt(body, longest);
    this.#kept.set(body, words);
    return words;
  }
}

interface Line {
  words: string;
  quote: string;
}

interface Shown extends Omit<DigestEntry, 'items'> {
  count: number;
  lines: Line[];
  more: number;
}

export function digestMail(
  publicUrl: string,
  parts: readonly DigestPart[],
  { stopId }: Recipient,
  excerpts: Excerpts,
): Pick<Mail, 'subject' | 'text' | 'html' | 'headers'> {
  const count = parts.flatMap(({ entries }) => entries).reduce((sum, { items }) => sum + items.length, 0);
  const [first, ...others] = parts.map(({ group }) => group.title);
  const where =
    others.length > 0 ? `${first} et ${plural(others.length, 'autre groupe', 'autres groupes')}` : first;
  const subject = `${plural(count, 'nouveauté')} : ${where}`;
  const shown = shownOf(parts, excerpts);
  const stop = `${publicUrl}${stopPath(stopId)}`;
  const choices = `${publicUrl}${choicesPath}`;
  const lead = 'Voici ce que vous n’avez pas encore lu dans vos groupes, du plus récent au plus ancien.';
  const why = 'Vous recevez ce récapitulatif parce que vous êtes membre de ces groupes sur Cordée.';
  return {
    subject,
    text: [
      'Bonjour,',
      '',
      lead,
      '',
      ...shown.flatMap(({ title, entries }) => [
        title.toLocaleUpperCase('fr-FR'),
        '',
        ...entries.flatMap((entry) => textOf(entry, publicUrl)),
      ]),
      '-- ',
      why,
      `Choisir ce que vous recevez de chaque groupe : ${choices}`,
      `Ne plus recevoir de courriel de vos groupes : ${stop}`,
    ].join('\n'),
    html: letter({
      subject,
      children: (
        <>
          <p>Bonjour,</p>
          <p>{lead}</p>
          {shown.map(({ title, entries }) => (
            <>
              <h2 style="margin:32px 0 8px;font-size:20px">{title}</h2>
              {entries.map((entry) => (
                <Entry entry={entry} publicUrl={publicUrl} />
              ))}
            </>
          ))}
        </>
      ),
      footer: (
        <>
          <p>{why}</p>
          <p>
            <a href={choices}>Choisir ce que vous recevez de chaque groupe</a>
          </p>
          <p>
            <a href={stop}>Ne plus recevoir de courriel de vos groupes</a>
          </p>
        </>
      ),
    }),
    headers: { 'List-Id': listId('recapitulatif', publicUrl), ...oneClickUnsubscribe(stop) },
  };
}

/** The newest of each, as long as there is room. */
function shownOf(parts: readonly DigestPart[], excerpts: Excerpts): { title: string; entries: Shown[] }[] {
  let room = mostInAll;
  return parts.map(({ group, entries }) => ({
    title: group.title,
    entries: entries.map(({ items, ...entry }) => {
      const lines = items
        .slice(0, Math.min(mostOfOne, room))
        .map((one) => lineOf(one, entry.threaded, excerpts));
      room -= lines.length;
      return { ...entry, count: items.length, lines, more: items.length - lines.length };
    }),
  }));
}

function lineOf({ lead, at, body }: News, threaded: boolean, excerpts: Excerpts): Line {
  return {
    words: threaded ? `${lead}, le ${formatDate(at)} à ${formatTime(at)}` : `Le ${formatDate(at)}`,
    quote: excerpts.of(body),
  };
}

const titleOf = ({ title, threaded, count }: Shown): string =>
  threaded ? `${title} (${plural(count, 'message')})` : title;

const moreOf = ({ more }: Shown): string =>
  `et ${plural(more, 'message plus ancien', 'messages plus anciens')}`;

function textOf(entry: Shown, publicUrl: string): string[] {
  return [
    titleOf(entry),
    `${publicUrl}${entry.path}`,
    ...entry.lines.flatMap(({ words, quote }) => [
      `- ${words}${quote ? ' :' : ''}`,
      ...(quote ? [`  ${quote}`] : []),
    ]),
    ...(entry.more > 0 ? [`- ${moreOf(entry)}`] : []),
    '',
  ];
}

function Entry({ entry, publicUrl }: { entry: Shown; publicUrl: string }) {
  return (
    <>
      <h3 style="margin:20px 0 4px;font-size:16px">
        <a href={`${publicUrl}${entry.path}`}>{titleOf(entry)}</a>
      </h3>
      <ul style="margin:0;padding-left:20px">
        {entry.lines.map(({ words, quote }) => (
          <li style="margin-bottom:8px">
            {words}
            {quote && (
              <>
                {' :'}
                <br />
                {quote}
              </>
            )}
          </li>
        ))}
        {entry.more > 0 && <li>{moreOf(entry)}</li>}
      </ul>
    </>
  );
}
