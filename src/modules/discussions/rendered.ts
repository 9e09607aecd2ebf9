import { renderMarkdown, type SafeHtml } from '../../platform/markdown/index.ts';

/** About 16 MB of text at most, oldest use first out. */
const mostCharacters = 8_000_000;

const kept = new Map<string, SafeHtml>();
let characters = 0;

/**
 * The text of a message, made safe. A version of a message never changes: what was rendered is kept, so that a text
 * made to be costly costs once.
 */
export function renderedMessage(message: { id: string; version: number; body: string }): SafeHtml {
  // Of what was deleted, not a word more, kept or not.
  if (message.body === '') return renderMarkdown('');
  const key = `${message.id}:${message.version}`;
  const known = kept.get(key);
  const html = known ?? renderMarkdown(message.body, { headingIds: false, baseLevel: 3 });
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
