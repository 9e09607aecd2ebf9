import type { ReadMail } from './read.ts';

/** « Absent : … », as programs that do not say it otherwise begin the subject. */
const awaySubject =
  /^\s*(?:(?:réponse|message) automatique|absence du bureau|absent(?:e)? du bureau|automatic reply|auto(?:matic)?[- ]?reply|out of (?:the )?office)\b/iu;

const machines = /^(?:mailer-daemon|postmaster|no-?reply|ne-?pas-?repondre)@/i;

/** What a header holds when a program wrote the mail by itself, or sent it to a list. */
const signs: Readonly<Record<string, RegExp>> = {
  // RFC 3834
  'auto-submitted': /^(?!\s*no\s*(?:;|$))/i,
  precedence: /^\s*(?:bulk|junk|list|auto_reply)\b/i,
  'x-autoreply': /^(?!\s*no\s*$)/i,
  'x-autorespond': /^/,
  'x-autoreply-from': /^/,
  'x-mail-autoreply': /^/,
  'x-auto-response-suppress': /\ball\b/i,
  'x-ms-exchange-inbox-rules-loop': /^/,
  'x-ms-exchange-generated-message-source': /mailbox rules|out ?of ?office/i,
  'x-failed-recipients': /^/,
  'return-path': /^\s*<\s*>\s*$/,
  'content-type': /^\s*(?:multipart\/report|message\/(?:delivery-status|disposition-notification))\b/i,
};

/** Whether no person wrote this mail to us: away messages, delivery reports, lists, and what we sent ourselves. */
export function isAutomatic(
  mail: ReadMail,
  { sender, ownAddress }: { sender: string; ownAddress: string | null },
): boolean {
  if (sender === '') return true;
  if (machines.test(sender) || (mail.from !== null && machines.test(mail.from))) return true;
  if (awaySubject.test(mail.subject)) return true;
  if (ownAddress !== null && isOurs(mail, ownAddress)) return true;
  return mail.headers.some(({ name, value }) => name.startsWith('list-') || signs[name]?.test(value));
}

function isOurs({ from, messageId }: ReadMail, ownAddress: string): boolean {
  const domain = ownAddress.split('@').at(-1)?.toLowerCase() ?? '';
  const [, host] = /^<[0-9a-f]{32}@([^@>]+)>$/.exec(messageId ?? '') ?? [];
  return from === ownAddress.toLowerCase() || host?.toLowerCase() === domain;
}
