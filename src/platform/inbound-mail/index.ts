/** Mails that come in: a listener for our mail server, and what a mail says. See README.md. */
export { isForged } from './authentication.ts';
export { isAutomatic } from './automatic.ts';
export { type IncomingMail, type MailListener, startMailListener } from './listener.ts';
export type { ReadAttachment, ReadMail } from './read.ts';
export { readMail, UnreadableMail } from './reading.ts';
