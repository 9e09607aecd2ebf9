import Replies from 'email-reply-parser';
import { convert } from 'html-to-text';
import PostalMime, { type Attachment } from 'postal-mime';

export interface ReadAttachment {
  name: string;
  mediaType: string;
  content: Uint8Array;
}

/** What a mail says, in plain values. */
export interface ReadMail {
  /** With its angle brackets, when it is well formed. */
  messageId: string | null;
  /** Who wrote, in lower case; null when the mail names none or several. */
  from: string | null;
  subject: string;
  /** Names in lower case; the last written first. */
  headers: readonly { name: string; value: string }[];
  /** What its author wrote, without what they quoted and signed. */
  text: string;
  attachments: readonly ReadAttachment[];
}

/** Past this nobody wrote it, and it takes long to look through. */
const longestText = 400_000;

/** Below this an image that the text shows is an ornament of the signature. */
const ornament = 20_000;

const noise = /^(?:application\/(?:pgp-signature|(?:x-)?pkcs7-signature|ms-tnef|vnd\.ms-tnef)|message\/.*)$/;

/** Takes a mail apart. Hostile ones may take hours: see `readMail`. */
export async function read(content: Uint8Array): Promise<ReadMail> {
  const mail = await PostalMime.parse(content, {
    forceRfc822Attachments: true,
    attachmentEncoding: 'arraybuffer',
    maxNestingDepth: 30,
    maxHeadersSize: 256 * 1024,
  });
  const headers = mail.headers.map(({ key, value }) => ({ name: key, value }));
  const named = headers.filter(({ name }) => name === 'from').length === 1 ? mail.from?.address : undefined;
  const messageId = mail.messageId?.trim() ?? '';
  return {
    messageId: /^<[^<>\s]{1,250}>$/.test(messageId) ? messageId : null,
    from: named?.trim().toLowerCase() || null,
    subject: (mail.subject ?? '').slice(0, 500),
    headers,
    text: ownWords(written(mail)),
    attachments: mail.attachments.flatMap((attachment, index) => kept(attachment, index)),
  };
}

function written({ text, html }: { text?: string | undefined; html?: string | undefined }): string {
  const plain = text?.trim() ? text : fromHtml((html ?? '').slice(0, longestText));
  return plain.slice(0, longestText);
}

/** Quotes become lines that begin with `>`, as in the mails that have no HTML. */
function fromHtml(html: string): string {
  return convert(html, {
    wordwrap: false,
    limits: { maxDepth: 200 },
    selectors: [
      { selector: 'a', options: { linkBrackets: ['(', ')'], hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'script', format: 'skip' },
      { selector: 'style', format: 'skip' },
      { selector: 'title', format: 'skip' },
      { selector: 'ul', options: { itemPrefix: '- ' } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  });
}

function ownWords(text: string): string {
  const unified = text.replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ').normalize('NFC');
  return new Replies().read(unified).getVisibleText().trim();
}

function kept(attachment: Attachment, index: number): ReadAttachment[] {
  const { content, mimeType, filename, related } = attachment;
  if (typeof content === 'string' || noise.test(mimeType)) return [];
  const bytes = content instanceof Uint8Array ? content : new Uint8Array(content);
  if (related && mimeType.startsWith('image/') && bytes.length < ornament) return [];
  return [{ name: filename?.trim() || `piece-jointe-${index + 1}`, mediaType: mimeType, content: bytes }];
}
