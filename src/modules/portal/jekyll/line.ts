import { escapeText } from './escape.ts';

const WORD = /[\p{L}\p{N}]/u;
const BARE_ADDRESS = /https?:\/\/[^\s<>"«»]{1,2000}/g;
const LINK_IN_HTML =
  /(?<!!)\[([^[\]\n]{1,300})\]\((https?:[^()\s]{1,500}|\/[^()\s]{0,500}|mailto:[^()\s]{1,200})\)/g;

/** Builds a run of inline Markdown. `\n` in the result is a hard break; nothing else breaks a line. */
export class Line {
  readonly #parts: string[] = [];
  #last = '';
  /** What was written last closes an emphasis that ends with a sign. */
  #endsWithSign = false;

  get text(): string {
    return this.#parts.join('');
  }

  #push(markdown: string): void {
    if (markdown === '') return;
    this.#parts.push(markdown);
    this.#last = markdown.charAt(markdown.length - 1);
  }

  /** Takes the last character off. */
  #chop(): void {
    const last = this.#parts.pop() ?? '';
    if (last.length > 1) this.#parts.push(last.slice(0, -1));
    const end = this.#parts.at(-1) ?? '';
    this.#last = end.charAt(end.length - 1);
  }

  #write(markdown: string): void {
    if (markdown === '') return;
    // `**(a)**b` would not close: emphasis that ends with a sign needs a space before a word.
    // Two runs of code that touch would be one.
    const touches = this.#last === '`' && markdown.startsWith('`');
    if (touches || (this.#endsWithSign && WORD.test(markdown.charAt(0)))) this.#push(' ');
    this.#endsWithSign = false;
    this.#push(markdown);
  }

  /** Plain text: spaces are folded, marks escaped, bare addresses kept whole. */
  addText(value: string, inLink: boolean): void {
    let text = value.replace(/[ \t\n\r\f]+/g, ' ');
    if (this.#last === '' || this.#last === ' ' || this.#last === '\n') text = text.replace(/^ /, '');
    if (inLink) {
      this.#write(escapeText(text));
      return;
    }
    let position = 0;
    for (const match of text.matchAll(BARE_ADDRESS)) {
      const address = match[0].replace(/[.,;:!?)\]'’…]+$/, '');
      this.#write(escapeText(text.slice(position, match.index)));
      this.#write(`<${address.replace(/[\\`]/g, encodeURIComponent)}>`);
      position = match.index + address.length;
    }
    this.#write(escapeText(text.slice(position)));
  }

  /** A link, an image or code, already in Markdown. */
  addMarkdown(markdown: string): void {
    if (markdown.startsWith('[') && this.#last === '!') {
      this.#chop();
      this.#push('\\!');
    }
    this.#write(markdown);
  }

  addBreak(): void {
    while (this.#last === ' ') this.#chop();
    if (this.#last !== '' && this.#last !== '\n') this.#push('\n');
    this.#endsWithSign = false;
  }

  /** Emphasis: spaces at its edges go outside, where Markdown wants them. */
  addEmphasis(mark: string, inner: string): void {
    const core = inner.trim();
    if (core === '') {
      if (inner !== '') this.addText(' ', false);
      return;
    }
    if (/^\s/.test(inner)) this.addText(' ', false);
    const before = this.#last;
    const opensWithSign = !WORD.test(core.charAt(0)) && WORD.test(before);
    if (opensWithSign || (before !== '' && '*~_'.includes(before))) this.#write(' ');
    // A break inside would end the emphasis in a heading or a table cell: it becomes a space.
    this.#write(mark + core.replace(/\n/g, ' ') + mark);
    this.#endsWithSign = !WORD.test(core.charAt(core.length - 1));
    if (/\s$/.test(inner)) this.addText(' ', false);
  }
}

/** Markdown links that somebody wrote inside HTML, where Jekyll shows them as they are: they become links. */
export function splitLinks(text: string): ({ text: string } | { label: string; href: string })[] {
  const parts: ({ text: string } | { label: string; href: string })[] = [];
  let position = 0;
  for (const match of text.matchAll(LINK_IN_HTML)) {
    parts.push({ text: text.slice(position, match.index) }, { label: match[1] ?? '', href: match[2] ?? '' });
    position = match.index + match[0].length;
  }
  parts.push({ text: text.slice(position) });
  return parts;
}
