import { readInThread } from '../reading-thread.ts';
import type { ReadMail } from './read.ts';

/** No mail at all, or one made to keep us busy. */
export class UnreadableMail extends Error {}

/** In milliseconds; a mail of 25 MB takes one or two seconds. */
const patience = 10_000;

/** What a mail says. Throws UnreadableMail when nobody can tell within a few seconds. */
export function readMail(content: Uint8Array, within = patience): Promise<ReadMail> {
  return readInThread<ReadMail>(content, {
    folder: 'inbound-mail',
    what: 'mail',
    within,
    unreadable: (why, cause) => new UnreadableMail(why, { cause }),
  });
}
