import { type Chip, type DocumentOptions, documentEnv } from './finish.ts';
import { markdown } from './parser.ts';
import { markSafe, type SafeHtml } from './safe-html.ts';

export interface MarkdownOptions extends DocumentOptions {
  /** Give headings, containers and anchors their ids. Off where several texts share a page (discussions). */
  headingIds?: boolean;
  /** The level that the text's highest heading gets; the others follow without a gap. 2 unless told otherwise. */
  baseLevel?: number;
  /** What some links show instead of their words, by their address as it is written. */
  chips?: ReadonlyMap<string, Chip>;
}

/** Renders our Markdown. Raw HTML in it is shown as text. */
export function renderMarkdown(source: string, options: MarkdownOptions = {}): SafeHtml {
  return markSafe(markdown.render(source, documentEnv(options)));
}

/** The beginning of the prose, without markup, cut between two words: for cards, mails and descriptions. */
export function excerpt(source: string, length: number): string {
  // Enough of the source to fill the excerpt even when it is mostly links.
  const tokens = markdown.parse(source.slice(0, length * 20 + 2000), documentEnv({ headingIds: false }));
  const words: string[] = [];
  tokens.forEach((token, index) => {
    const holder = tokens[index - 1]?.type;
    if (token.type !== 'inline' || holder !== 'paragraph_open') return;
    const parts = (token.children ?? []).map((child) =>
      child.type === 'text' || child.type === 'code_inline'
        ? child.content
        : child.type.endsWith('break')
          ? ' '
          : '',
    );
    words.push(...parts.join('').split(/\s+/).filter(Boolean));
  });
  let text = '';
  for (const word of words) {
    const longer = text === '' ? word : `${text} ${word}`;
    if (longer.length > length) {
      if (text === '') return `${word.slice(0, length)}…`;
      // What ends with its sentence needs no more.
      return /[.!?…]$/.test(text) ? text : `${text.replace(/[\s,;:–-]+$/, '')}…`;
    }
    text = longer;
  }
  return text;
}
