import { isOwnImage } from '../../../platform/markdown/index.ts';
import type { Context } from './context.ts';
import { escapeAddress, escapeText, escapeTitle } from './escape.ts';
import { Line, splitLinks } from './line.ts';
import {
  attribute,
  BLOCKS,
  classesOf,
  type Element,
  isComment,
  isElement,
  isText,
  lineOf,
  type Node,
  RAW_HTML,
  textContent,
} from './tree.ts';

interface Surroundings {
  strong?: boolean;
  emphasis?: boolean;
  struck?: boolean;
  link?: boolean;
}

const BUTTON = /^(?:button|btn|bouton|fr-btn)(?:-.*)?$/;
const SUPERSCRIPTS: Record<string, string> = {
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
};
const SUBSCRIPTS: Record<string, string> = {
  0: '₀',
  1: '₁',
  2: '₂',
  3: '₃',
  4: '₄',
  5: '₅',
  6: '₆',
  7: '₇',
  8: '₈',
  9: '₉',
};
const asDigits = (text: string, digits: Record<string, string>) =>
  /^\d{1,3}$/.test(text) ? text.replace(/\d/g, (digit) => digits[digit] ?? digit) : text;

/** Elements whose content is no text: they go, and the report says why. */
const DROPPED: Record<string, string> = {
  script: 'Un script est retiré.',
  style: 'Une feuille de style écrite dans la page est retirée.',
  template: 'Un élément <template> est retiré.',
  noscript: 'Un élément <noscript> est retiré.',
  svg: 'Un dessin SVG écrit dans la page est retiré.',
  math: 'Une formule MathML est retirée.',
  canvas: 'Un élément <canvas> est retiré.',
  map: 'Une image cliquable par zones est retirée.',
  link: 'Un élément <link> est retiré.',
  meta: 'Un élément <meta> est retiré.',
  base: 'Un élément <base> est retiré.',
  title: 'Un élément <title> est retiré.',
  input: 'Un champ de formulaire est retiré.',
  select: 'Un champ de formulaire est retiré.',
  textarea: 'Un champ de formulaire est retiré.',
};
const EMPHASIS: Record<string, { mark: string; kind: 'strong' | 'emphasis' | 'struck' }> = {
  strong: { mark: '**', kind: 'strong' },
  b: { mark: '**', kind: 'strong' },
  em: { mark: '*', kind: 'emphasis' },
  i: { mark: '*', kind: 'emphasis' },
  cite: { mark: '*', kind: 'emphasis' },
  del: { mark: '~~', kind: 'struck' },
  s: { mark: '~~', kind: 'struck' },
  strike: { mark: '~~', kind: 'struck' },
};
export const EMBEDS = new Set(['iframe', 'video', 'audio', 'embed', 'object', 'frame']);

/** Says what an element loses: styles and event handlers. */
export function reportLostAttributes(element: Element, context: Context): void {
  for (const { name } of element.attrs) {
    if (name === 'style')
      context.report.add(
        lineOf(element),
        'dropped',
        'La mise en forme écrite dans la page (style) est retirée.',
      );
    if (name === 'align')
      context.report.add(lineOf(element), 'dropped', 'L’alignement écrit dans la page (align) est retiré.');
    if (/^on/i.test(name))
      context.report.add(lineOf(element), 'dropped', `L’action « ${name.slice(0, 30)} » est retirée.`);
  }
}

/** What has no form in our Markdown, told in its own words. */
const UNWRAPPED: Record<string, string> = {
  center: 'Le centrage (<center>) est retiré ; ce qu’il contient est repris.',
  dl: 'Une liste de définitions (<dl>) devient des paragraphes, ses termes en gras.',
};
/** Elements that change nothing of what a reader sees, or that are told of as part of another. */
const NEUTRAL = new Set(
  'a body caption dd div dt figcaption figure html label li p picture section article main header source span summary tbody td tfoot th thead time tr wbr'.split(
    ' ',
  ),
);

/** Says that an element goes and its content stays. */
export function reportUnwrapped(element: Element, context: Context): void {
  const { tagName } = element;
  if (NEUTRAL.has(tagName)) return;
  const words = Object.hasOwn(UNWRAPPED, tagName)
    ? UNWRAPPED[tagName]
    : /^h[1-6]$/.test(tagName)
      ? `Un titre (<${tagName}>) placé dans un tableau ou dans un lien devient du texte.`
      : `L’élément <${tagName.slice(0, 30)}> est remplacé par son contenu.`;
  if (words) context.report.add(lineOf(element), 'changed', words);
}

export function isDropped(element: Element, context: Context): boolean {
  const reason = Object.hasOwn(DROPPED, element.tagName) ? DROPPED[element.tagName] : undefined;
  if (reason) context.report.add(lineOf(element), 'dropped', reason);
  return reason !== undefined;
}

/** Images and embedded things, as Markdown. */
export class InlineWriter {
  readonly #context: Context;
  constructor(context: Context) {
    this.#context = context;
  }

  /** A run of nodes as one paragraph of Markdown; `\n` in it is a hard break. */
  write(nodes: readonly Node[], surroundings: Surroundings = {}): string {
    const line = new Line();
    for (const node of nodes) this.#add(node, line, surroundings);
    return line.text;
  }

  #add(node: Node, line: Line, surroundings: Surroundings): void {
    if (isText(node)) this.#addText(node, line, surroundings);
    else if (isComment(node))
      this.#context.report.add(lineOf(node), 'dropped', 'Un commentaire HTML est retiré.');
    if (!isElement(node)) return;
    reportLostAttributes(node, this.#context);
    if (isDropped(node, this.#context)) return;
    if (node.tagName !== 'a') this.addAnchor(node, line);
    if (this.#addSpecial(node, line, surroundings)) return;
    // A block where only words fit (a card in a link, a paragraph in a table cell): its edges part the words.
    const isBlock = BLOCKS.has(node.tagName);
    if (isBlock) line.addBreak();
    for (const child of node.childNodes) this.#add(child, line, surroundings);
    if (isBlock) line.addBreak();
  }

  /** What has a form of its own in Markdown; false when only the content counts. */
  #addSpecial(node: Element, line: Line, surroundings: Surroundings): boolean {
    const emphasis = Object.hasOwn(EMPHASIS, node.tagName) ? EMPHASIS[node.tagName] : undefined;
    if (emphasis) {
      if (surroundings[emphasis.kind]) return false;
      line.addEmphasis(
        emphasis.mark,
        this.write(node.childNodes, { ...surroundings, [emphasis.kind]: true }),
      );
      return true;
    }
    switch (node.tagName) {
      case 'br':
        line.addBreak();
        return true;
      case 'u':
        this.#context.report.add(
          lineOf(node),
          'changed',
          'Un soulignement est retiré : il se confondrait avec un lien.',
        );
        return false;
      case 'sup':
      case 'sub':
        line.addText(
          asDigits(textContent(node), node.tagName === 'sup' ? SUPERSCRIPTS : SUBSCRIPTS),
          surroundings.link === true,
        );
        return true;
      case 'q':
        line.addText('«\u00a0', surroundings.link === true);
        for (const child of node.childNodes) this.#add(child, line, surroundings);
        line.addText('\u00a0»', surroundings.link === true);
        return true;
      case 'code':
      case 'kbd':
      case 'samp':
      case 'tt':
        this.#addCode(textContent(node), line);
        return true;
      case 'a':
        this.#addLink(node, line, surroundings);
        return true;
      case 'img':
        line.addMarkdown(this.image(node, surroundings.link === true));
        return true;
      default:
        if (!EMBEDS.has(node.tagName)) {
          reportUnwrapped(node, this.#context);
          return false;
        }
        line.addMarkdown(this.embed(node, surroundings.link === true));
        return true;
    }
  }

  #addText(node: Node, line: Line, surroundings: Surroundings): void {
    const text = textContent(node);
    if (surroundings.link || !text.includes('](') || !isInRawHtml(node)) {
      line.addText(text, surroundings.link === true);
      return;
    }
    for (const part of splitLinks(text)) {
      if ('text' in part) line.addText(part.text, false);
      else {
        const href = this.#context.address(part.href, lineOf(node));
        this.#context.report.add(
          lineOf(node),
          'changed',
          'Un lien Markdown écrit dans du HTML devient un lien.',
        );
        if (href) line.addMarkdown(`[${escapeText(part.label.trim())}](${escapeAddress(href)})`);
      }
    }
  }

  /** The anchor of an element that has an id and no other place to keep it. */
  addAnchor(element: Element, line: Line): void {
    const id = this.#context.claimId(attribute(element, 'id'), lineOf(element));
    if (id) line.addMarkdown(`[]{#${id}}`);
  }

  #addCode(text: string, line: Line): void {
    const code = text.replace(/\s+/g, ' ').trim();
    if (code === '') return;
    const longest = code.matchAll(/`+/g).reduce((most, [run]) => Math.max(most, run.length), 0);
    const mark = '`'.repeat(longest + 1);
    const pad = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
    line.addMarkdown(mark + pad + code + pad + mark);
  }

  #addLink(element: Element, line: Line, surroundings: Surroundings): void {
    const at = lineOf(element);
    const name = attribute(element, 'name');
    const id = this.#context.claimId(attribute(element, 'id') ?? name, at);
    const raw = attribute(element, 'href');
    const href = raw === undefined || surroundings.link ? undefined : this.#context.address(raw, at);
    const isButton = classesOf(element).some((className) => BUTTON.test(className));
    const inside = {
      ...surroundings,
      link: href !== undefined || surroundings.link,
      strong: isButton || surroundings.strong,
    };
    if (href === undefined) {
      if (id) line.addMarkdown(`[]{#${id}}`);
      for (const child of element.childNodes) this.#add(child, line, { ...surroundings, link: inside.link });
      return;
    }
    const inner = this.write(element.childNodes, inside).replace(/\n/g, ' ');
    const label = inner.trim();
    if (label === '') {
      this.#context.report.add(at, 'dropped', 'Un lien sans texte est retiré.');
      return;
    }
    const title = attribute(element, 'title');
    const kept = title && title.trim() !== textContent(element).trim() ? ` "${escapeTitle(title)}"` : '';
    const marks = [id ? `#${id}` : '', isButton ? '.bouton' : ''].filter(Boolean).join(' ');
    if (isButton) this.#context.report.add(at, 'kept', 'Un bouton est repris.');
    if (inner.startsWith(' ')) line.addText(' ', false);
    line.addMarkdown(`[${label}](${escapeAddress(href)}${kept})${marks ? `{${marks}}` : ''}`);
    if (inner.endsWith(' ')) line.addText(' ', false);
  }

  /** An image of this site stays an image; any other becomes a link, or its words inside a link. */
  image(element: Element, inLink: boolean, caption = ''): string {
    const at = lineOf(element);
    const alt =
      attribute(element, 'alt')
        ?.replace(/<[^>]{0,50}>/g, '')
        .replace(/\s+/g, ' ')
        .trim() ?? '';
    const source = attribute(element, 'src') ?? '';
    if (!/^\s*(?!data:)/i.test(source) || source.trim() === '') {
      this.#context.report.add(at, 'dropped', 'Une image écrite dans la page est retirée.');
      return escapeText(alt);
    }
    const path = this.#context.address(source, at);
    if (path === undefined) return escapeText(alt);
    if (alt === '') this.#context.report.add(at, 'missing', 'Une image n’a pas de texte de remplacement.');
    if (!isOwnImage(path)) {
      this.#context.report.add(
        at,
        'changed',
        `L’image ${path.slice(0, 80)} n’est pas sur ce site : elle devient un lien.`,
      );
      return inLink ? escapeText(alt || path) : `[${escapeText(alt || path)}](${escapeAddress(path)})`;
    }
    this.#context.report.add(at, 'kept', `L’image ${path.slice(0, 80)} est reprise.`);
    return `![${escapeText(alt)}](${escapeAddress(path)}${caption ? ` "${escapeTitle(caption)}"` : ''})`;
  }

  /** What another site would have shown inside the page becomes a link to it. */
  embed(element: Element, inLink: boolean): string {
    const at = lineOf(element);
    const nested = element.childNodes
      .filter(isElement)
      .find(({ tagName }) => tagName === 'source' || tagName === 'embed');
    const raw =
      attribute(element, 'src') ?? attribute(element, 'data') ?? (nested && attribute(nested, 'src'));
    const href = raw === undefined ? undefined : this.#context.address(raw, at);
    if (href === undefined || inLink) {
      this.#context.report.add(at, 'dropped', `Un contenu intégré (${element.tagName}) est retiré.`);
      return '';
    }
    this.#context.report.add(
      at,
      'changed',
      `Un contenu intégré (${element.tagName}) devient un lien vers ${href.slice(0, 80)}.`,
    );
    const title = attribute(element, 'title')?.trim() || 'Voir le contenu intégré';
    return `[${escapeText(title)}](${escapeAddress(href)})`;
  }
}

function isInRawHtml(node: Node): boolean {
  for (let up = node.parentNode; up && isElement(up); up = up.parentNode) {
    if (attribute(up, RAW_HTML) !== undefined) return true;
  }
  return false;
}
