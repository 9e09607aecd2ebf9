import { createHash } from 'node:crypto';
import { type Chip, excerpt, renderMarkdown, type SafeHtml } from '../../platform/markdown/index.ts';

/** About 16 MB of text at most, oldest use first out. */
const mostCharacters = 8_000_000;

const kept = new Map<string, SafeHtml>();
let characters = 0;

const none: ReadonlyMap<string, Chip> = new Map();

/** What links show changes with what they lead to, and with who reads; what a text quotes, when that is hidden. */
function hashOf(body: string, chips: ReadonlyMap<string, Chip>): string {
  return createHash('sha256')
    .update(JSON.stringify([body, ...chips]))
    .digest('base64');
}

/**
 * The text of a message, made safe. What was rendered is kept, so that a text made to be costly costs once.
 */
export function renderedMessage(
  message: { id: string; body: string },
  chips: ReadonlyMap<string, Chip> = none,
): SafeHtml {
  // Of what was deleted or is hidden, not a word more, kept or not.
  if (message.body === '') return renderMarkdown('');
  const key = `${message.id}:${hashOf(message.body, chips)}`;
  const known = kept.get(key);
  const html = known ?? renderMarkdown(message.body, { headingIds: false, baseLevel: 3, chips });
  if (known === undefined) characters += html.length;
  else kept.delete(key);
  kept.set(key, html);
  for (const [oldest, text] of kept) {
    if (characters <= mostCharacters) break;
    kept.delete(oldest);
    characters -= text.length;
  }
  return html;
}

/** The beginning of a message without markup; its links say what the reader may know of what they lead to. */
export function excerptOf(message: { body: string }, chips: ReadonlyMap<string, Chip> = none): string {
  const said = message.body
    .slice(0, 4_000)
    .replace(/\[(?:\\.|[^\]\\]){0,300}\]\(([^)\s]{1,500})\)/g, (link, href: string) => {
      const chip = chips.get(href);
      return chip ? [chip.kind, chip.label].filter(Boolean).join(' ') : link;
    });
  return excerpt(said, 280);
}
