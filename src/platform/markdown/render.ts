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
  const paragraphs = inlineTexts(
    source.slice(0, length * 20 + 2000),
    (holder) => holder === 'paragraph_open',
  );
  let text = '';
  for (const word of paragraphs.flatMap(wordsOf)) {
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

/**
 * The words of a passage cut out of our Markdown, wherever it was cut, headings and lists among them; what is no markup stays,
 * the marks of what was found too.
 */
export function passageText(passage: string): string {
  return inlineTexts(passage, () => true)
    .map((text) =>
      text
        // What only one end of is here.
        .replace(/^[^[\]]{0,200}?\]\([^\s)]*\)/, (cut) => cut.slice(0, cut.indexOf('](')))
        .replace(/!?\[([^\]]*)\]\([^)]*$/, '$1')
        .replace(/\*\*|__|~~/g, ''),
    )
    .flatMap(wordsOf)
    .join(' ');
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** The words of each heading, paragraph, cell or piece of code. */
function inlineTexts(source: string, wanted: (holder: string | undefined) => boolean): string[] {
  const tokens = markdown.parse(source, documentEnv({ headingIds: false }));
  return tokens.flatMap((token, index) => {
    if (!wanted(tokens[index - 1]?.type)) return [];
    if (token.type === 'fence' || token.type === 'code_block') return [token.content];
    if (token.type !== 'inline') return [];
    const parts = (token.children ?? []).map((child) =>
      child.type === 'text' || child.type === 'code_inline'
        ? child.content
        : child.type.endsWith('break')
          ? ' '
          : '',
    );
    return [parts.join('')];
  });
}
