import type { Settings } from '../../../platform/deps.ts';
import { replyAddress } from './address.ts';

const start = '--- Répondez à ce courriel';

/** The first line of a mail that can be answered: what comes below it, in an answer, is not the answer. */
const invitation = `${start}, au-dessus de cette ligne, pour répondre dans la discussion ---`;

/** What makes a mail of a thread one that this person can answer: its first line, and where answers go. */
export function invitationTo(
  settings: Pick<Settings, 'replies'>,
  person: { id: string },
  thread: { id: string },
): { line: string; address: string } | null {
  const address = replyAddress(settings, person, thread);
  return address ? { line: invitation, address } : null;
}

/** What stands above the first line of ours, where the reader of mails left any. */
export function aboveInvitation(text: string): string {
  const at = text.replaceAll('\u00a0', ' ').indexOf(start);
  return at < 0 ? text : text.slice(0, at).replace(/[>|\s]+$/, '');
}
