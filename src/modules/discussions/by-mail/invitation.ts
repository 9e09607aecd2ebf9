import type { Settings } from '../../../platform/deps.ts';
import { replyAddress } from './address.ts';

const start = '--- Répondez à ce courriel';

/** The first line of a mail that can be answered: what comes below it, in an answer, is not the answer. */
const invitation = `${start}, au-dessus de cette ligne, pour répondre dans la discussion ---`;

/** A mail of a thread, such that this person can answer it; as it was, where that is off. */
export function answerable<M extends { text: string; headers?: Record<string, string> }>(
  settings: Pick<Settings, 'replies'>,
  person: { id: string },
  thread: { id: string },
  mail: M,
): M {
  const address = replyAddress(settings, person, thread);
  if (!address) return mail;
  return {
    ...mail,
    text: `${invitation}\n\n${mail.text}`,
    headers: { ...mail.headers, 'Reply-To': address },
  };
}

/** What stands above the first line of ours, where the reader of mails left any. */
export function aboveInvitation(text: string): string {
  const at = text.replaceAll('\u00a0', ' ').indexOf(start);
  return at < 0 ? text : text.slice(0, at).replace(/[>|\s]+$/, '');
}
