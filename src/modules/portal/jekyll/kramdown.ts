import MarkdownIt, { type StateBlock, type Token } from 'markdown-it';
import { headingSlug } from '../../../platform/markdown/index.ts';
import { attributeListsPlugin } from './attribute-lists.ts';
import { isBlockTag, isVoidTag, matchTags, type TagMatches } from './html-tags.ts';
import type { Report } from './report.ts';
import { balance, KRAMDOWN_ID, LINE_ATTRIBUTE, RAW_HTML } from './tree.ts';

/** What one document needs while markdown-it reads it. */
class Reading {
  readonly tags: TagMatches;
  readonly bodyLine: number;
  readonly report: Report;
  readonly #lineStarts: number[] = [0];
  constructor(body: string, bodyLine: number, report: Report) {
    this.tags = matchTags(body);
    this.bodyLine = bodyLine;
    this.report = report;
    for (let at = body.indexOf('\n'); at >= 0; at = body.indexOf('\n', at + 1)) this.#lineStarts.push(at + 1);
  }
  /** The line, from 0, that holds an offset. */
  lineAt(offset: number): number {
    let [low, high] = [0, this.#lineStarts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const readingOf = (env: unknown): Reading | undefined => {
  const reading = typeof env === 'object' && env !== null && 'reading' in env ? env.reading : undefined;
  return reading instanceof Reading ? reading : undefined;
};

const OPENING = /^<(?:!--|([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>]))/;
const CLOSING = /^<\/([a-zA-Z][a-zA-Z0-9-]*)\s*>/;
const MARKDOWN_BEGINS = /^(?:#{1,6}\s|[*+-]\s|\d{1,9}[.)]\s|>|\{:|```|<(?:div|h[1-6]|section|table)\b)/;
const MARKDOWN_INSIDE = /^<([a-zA-Z]+)[^>]*\smarkdown=["']?(?:1|block)["']?[^>]*>[ \t]*$/;

const textOfLine = (state: StateBlock, line: number) =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);

/** Where an element that is never closed ends: before the Markdown that follows a blank line. */
function endOfUnclosed(state: StateBlock, startLine: number, endLine: number): number {
  const opening = textOfLine(state, startLine);
  const isShort = /^<p[\s>]|lien-important/.test(opening);
  for (let line = startLine + 1; line < endLine; line++) {
    if (!state.isEmpty(line)) continue;
    const next = state.skipEmptyLines(line);
    if (isShort || (next < endLine && MARKDOWN_BEGINS.test(textOfLine(state, next)))) return line;
  }
  return endLine;
}

/** A block of HTML goes from an opening tag to its closing tag, blank lines included, as in kramdown. */
function htmlBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || state.src.charAt(start) !== '<') return false;
  const text = textOfLine(state, startLine);
  const opening = OPENING.exec(text);
  const closing = CLOSING.exec(text)?.[1];
  const name = (opening?.[1] ?? closing)?.toLowerCase();
  if (!(name ? isBlockTag(name) : opening)) return false;
  if (silent) return true;

  const reading = readingOf(state.env);
  if (!reading) return false;
  let next: number;
  const end = reading.tags.ends.get(start);
  if (closing || (end === undefined && name && isVoidTag(name))) next = startLine + 1;
  else if (end === undefined) next = endOfUnclosed(state, startLine, endLine);
  else {
    next = Math.min(endLine, reading.lineAt(end - 1) + 1);
    // What follows a closing tag on its line may open the next block.
    for (let at = end; at < (state.eMarks[next - 1] ?? 0); ) {
      const following = state.src.indexOf('<', at);
      if (following < 0 || following >= (state.eMarks[next - 1] ?? 0)) break;
      const itsEnd = reading.tags.ends.get(following);
      if (itsEnd !== undefined) next = Math.max(next, Math.min(endLine, reading.lineAt(itsEnd - 1) + 1));
      at = itsEnd ?? following + 1;
    }
  }
  if (closing && name && isBlockTag(name)) {
    reading.report.add(
      reading.bodyLine + startLine,
      'changed',
      `La balise fermante </${name}>, en trop, est retirée.`,
    );
  }

  if (MARKDOWN_INSIDE.test(text) && next - startLine > 2 && textOfLine(state, next - 1).startsWith('</')) {
    const open = state.push('markdown_inside_open', 'div', 1);
    open.map = [startLine, next];
    open.content = text.trimEnd();
    const { lineMax, parentType } = state;
    state.parentType = 'html';
    state.lineMax = next - 1;
    state.md.block.tokenize(state, startLine + 1, next - 1);
    state.lineMax = lineMax;
    state.parentType = parentType;
    state.push('markdown_inside_close', 'div', -1).content = `</${name}>`;
  } else {
    const token = state.push('html_block', '', 0);
    token.map = [startLine, next];
    token.content = state.getLines(startLine, next, state.blkIndent, true);
  }
  state.line = next;
  return true;
}

/** kramdown's GFM ids: from the words alone, its typographic dashes left out, numbered among themselves. */
function kramdownIds(tokens: Token[]): void {
  const counts = new Map<string, number>();
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open' || token.attrGet('id') !== null) return;
    const text = (tokens[index + 1]?.children ?? [])
      .map((child) => {
        if (child.type === 'text' || child.type === 'text_special') return child.content.replace(/---?/g, '');
        return child.type === 'code_inline' ? child.content : child.type === 'softbreak' ? '\n' : '';
      })
      .join('');
    const slug = headingSlug(text);
    const count = counts.get(slug) ?? 0;
    counts.set(slug, count + 1);
    token.attrSet(KRAMDOWN_ID, count === 0 ? slug : `${slug}-${count}`);
  });
}

const HEADING_ID = /[\t ]\{#([A-Za-z][\w:-]{0,199})\}$/;

const kramdown = new MarkdownIt({ html: true, linkify: false, typographer: false });
// Addresses are checked when the tree is read, where what is refused can be reported.
kramdown.validateLink = () => true;
kramdown.normalizeLink = (address) => address;
kramdown.block.ruler.at('html_block', htmlBlock, { alt: ['paragraph', 'reference', 'blockquote'] });
attributeListsPlugin(kramdown, (line, env) => {
  const reading = readingOf(env);
  reading?.report.add(reading.bodyLine + line, 'dropped', 'Une liste d’attributs sans bloc est retirée.');
});

kramdown.core.ruler.before('inline', 'explicit_heading_ids', (state) => {
  state.tokens.forEach((token, index) => {
    const open = state.tokens[index - 1];
    if (token.type !== 'inline' || open?.type !== 'heading_open') return;
    const tail = Math.max(0, token.content.length - 220);
    const match = HEADING_ID.exec(token.content.slice(tail));
    if (!match?.[1]) return;
    token.content = token.content.slice(0, tail + match.index).trimEnd();
    open.attrSet('id', match[1]);
  });
});

kramdown.core.ruler.push('mark', (state) => {
  const reading = readingOf(state.env);
  if (!reading) return;
  kramdownIds(state.tokens);
  let row = reading.bodyLine;
  for (const token of state.tokens) {
    if (token.type === 'tr_open' && token.map) row = reading.bodyLine + token.map[0];
    const isCell = token.type === 'td_open' || token.type === 'th_open';
    if (token.nesting >= 0 && token.block && (token.map || isCell)) {
      token.attrSet(LINE_ATTRIBUTE, isCell ? row : reading.bodyLine + (token.map?.[0] ?? 0));
    }
    // HTML inside a paragraph is closed inside it.
    if (token.type === 'inline' && token.children?.some((child) => child.type === 'html_inline')) {
      const whole = new state.Token('html_inline', '', 0);
      whole.content = balance(state.md.renderer.renderInline(token.children, state.md.options, state.env));
      token.children = [whole];
    }
  }
});

kramdown.renderer.rules.html_block = (tokens, index) => {
  const token = tokens[index];
  const line = token?.attrGet(LINE_ATTRIBUTE) ?? 1;
  return `<div ${LINE_ATTRIBUTE}="${line}" ${RAW_HTML}>${balance(token?.content ?? '')}</div>\n`;
};
kramdown.renderer.rules.markdown_inside_open = (tokens, index) => {
  const token = tokens[index];
  // The opening tag alone, closed and cut again, so that nothing in it can reach further.
  const element = balance(token?.content ?? '').replace(/<\/[a-z0-9-]+>\s*$/i, '');
  return `<div ${LINE_ATTRIBUTE}="${token?.attrGet(LINE_ATTRIBUTE) ?? 1}">${element}\n`;
};
kramdown.renderer.rules.markdown_inside_close = (tokens, index) => `${tokens[index]?.content ?? ''}</div>\n`;

/** kramdown's rarer extensions, each with what takes its place. None of them changes the number of lines. */
const EXTENSIONS: { pattern: RegExp; replacement: string; level: 'changed' | 'dropped'; message: string }[] =
  [
    {
      pattern: /^\[\^([\w-]{1,40})\]:[ \t]*/gm,
      replacement: 'Note $1 : ',
      level: 'changed',
      message: 'Les notes de bas de page deviennent des paragraphes.',
    },
    {
      pattern: /\[\^([\w-]{1,40})\]/g,
      replacement: ' (note $1)',
      level: 'changed',
      message: 'Les appels de note sont écrits dans le texte.',
    },
    {
      pattern: /^\*\[[^\]\n]{1,100}\]:.*$/gm,
      replacement: '',
      level: 'dropped',
      message: 'Les définitions d’abréviations sont retirées.',
    },
    {
      pattern: /^:[ \t]+(?=\S)/gm,
      replacement: '$&',
      level: 'changed',
      message: 'Les définitions (« : » en début de ligne) restent du texte.',
    },
    {
      pattern: /\{:[:/][^{}\n]{0,300}\}/g,
      replacement: '',
      level: 'dropped',
      message: 'Les commandes kramdown ({::…}) sont retirées.',
    },
  ];

/** `{::comment}…{:/comment}` goes, its line breaks stay. */
function dropComments(body: string): string {
  const [first = '', ...others] = body.split('{::comment}');
  const kept = others.map((part) => {
    const end = part.indexOf('{:/');
    return end < 0 ? part : part.slice(0, end).replace(/[^\n]/g, '') + part.slice(end);
  });
  return [first, ...kept].join('');
}

function simplifyExtensions(body: string, bodyLine: number, report: Report): string {
  let text = dropComments(body);
  for (const { pattern, replacement, level, message } of EXTENSIONS) {
    const at = text.search(pattern);
    if (at < 0) continue;
    report.add(bodyLine + text.slice(0, at).split('\n').length - 1, level, message);
    text = text.replace(pattern, replacement);
  }
  return text;
}

/** The body as one well-formed piece of HTML whose blocks carry their line. */
export function kramdownToHtml(body: string, bodyLine: number, report: Report): string {
  const text = simplifyExtensions(body, bodyLine, report);
  const reading = new Reading(text, bodyLine, report);
  for (const { offset, name } of reading.tags.unclosed) {
    report.add(
      bodyLine + reading.lineAt(offset),
      'changed',
      `La balise <${name}>, jamais fermée, est refermée.`,
    );
  }
  return kramdown.render(text, { reading });
}
