import { headingSlug } from '../../../platform/markdown/index.ts';
import type { Context } from './context.ts';
import { escapeLineStart } from './escape.ts';
import { EMBEDS, InlineWriter, isDropped, reportLostAttributes, reportUnwrapped } from './inline.ts';
import { writeTable } from './table.ts';
import {
  attribute,
  BLOCKS,
  classesOf,
  descendants,
  type Element,
  isElement,
  isText,
  KRAMDOWN_ID,
  lineOf,
  type Node,
  textContent,
} from './tree.ts';

const CALLOUT = /^(?:lien-important|fr-callout)$/;
const HIGHLIGHT = /^(?:encadr[eé]|bloc-encadre|fr-highlight)$/;
const PANEL =
  /^(?:panel|panel-(?!heading$|header$|title$|body$|content$|footer$).+|panneau|card|tile|fr-card|fr-tile)$/;
const PANEL_HEADING = /^(?:panel|card)-(?:heading|header|title)$/;
const PANELS = /^(?:wrapper|partenaires-.+|panels|panneaux|cards|grid|fr-grid-row)$/;
/** Classes of wrappers that say nothing but a look: their going isn't worth a line. */
const LOOK = /^(?:text-|margin-|padding-|cell$|large-|medium-|small-|noir$|bleu$|h\d$|jekyll-)/;

const isBlank = (node: Node) => isText(node) && node.value.trim() === '';
const indent = (text: string, prefix: string) => text.replace(/\n(?!\n|$)/g, `\n${prefix}`);

const BLANK_LINE = Symbol('blank line');

/** A text node of HTML that holds a blank line was meant as several paragraphs. */
function splitAtBlankLines(node: Node): (Node | typeof BLANK_LINE)[] {
  if (!isText(node) || !node.value.includes('\n')) return [node];
  const parts = node.value.split(/\n[ \t]*\n/);
  return parts.flatMap((value, index) =>
    index === 0 ? [{ ...node, value }] : [BLANK_LINE, { ...node, value }],
  );
}

/** Words that only name a panel; a real heading in it keeps its own rank and anchor. */
function isPlainHeading(element: Element): boolean {
  return (
    classesOf(element).some((name) => PANEL_HEADING.test(name)) &&
    !/^h[1-6]$/.test(element.tagName) &&
    attribute(element, 'id') === undefined &&
    !descendants(element).some(({ tagName }) => BLOCKS.has(tagName))
  );
}

/** Writes a tree as blocks of our Markdown, each without its surrounding blank lines. */
export class BlockWriter {
  readonly #context: Context;
  readonly #inline: InlineWriter;
  constructor(context: Context) {
    this.#context = context;
    this.#inline = new InlineWriter(context);
  }

  write(nodes: readonly Node[]): string[] {
    const blocks: string[] = [];
    // Not `push(...)`: a long page would overflow the stack.
    const add = (more: readonly string[]) => {
      for (const block of more) blocks.push(block);
    };
    let run: Node[] = [];
    const flush = () => {
      add(this.#paragraphs(run));
      run = [];
    };
    for (let index = 0; index < nodes.length; index++) {
      const node = nodes[index];
      if (!node) continue;
      if (!isElement(node) || !BLOCKS.has(node.tagName)) {
        run.push(node);
        continue;
      }
      flush();
      if (node.tagName === 'li') {
        // Items that somebody wrote without their list.
        const items: Node[] = [node];
        for (
          let next = nodes[index + 1];
          next && (isBlank(next) || (isElement(next) && next.tagName === 'li'));
          next = nodes[index + 1]
        ) {
          items.push(next);
          index++;
        }
        add(this.#list(items, false, 1, blocks.at(-1)));
      } else add(this.#block(node, blocks.at(-1)));
    }
    flush();
    return blocks;
  }

  /** Two breaks, or a blank line in HTML, part paragraphs. */
  #paragraphs(run: readonly Node[]): string[] {
    const groups: Node[][] = [[]];
    let breaks = 0;
    for (const node of run.flatMap(splitAtBlankLines)) {
      if (node === BLANK_LINE) breaks = 2;
      else if (isElement(node) && node.tagName === 'br') breaks++;
      else if (!isBlank(node)) {
        if (breaks > 1) groups.push([]);
        breaks = 0;
      }
      if (node !== BLANK_LINE) groups.at(-1)?.push(node);
    }
    const brOf = run.find((node) => isElement(node) && node.tagName === 'br');
    const paragraphs = groups
      .map((group) => this.#inline.write(group).trim())
      .filter((text) => text !== '')
      .map((text) =>
        text
          .split('\n')
          .map((line) => escapeLineStart(line.trim()))
          .join('\\\n'),
      );
    if (brOf && paragraphs.length === 0) {
      this.#context.report.add(
        lineOf(brOf),
        'dropped',
        'Des sauts de ligne de mise en page (<br>) sont retirés.',
      );
    }
    return paragraphs;
  }

  #block(element: Element, previous: string | undefined): string[] {
    reportLostAttributes(element, this.#context);
    if (isDropped(element, this.#context)) return [];
    const { tagName } = element;
    if (/^h[1-6]$/.test(tagName)) return this.#heading(element);
    const container = this.#container(element);
    if (container) return [container];
    const id = this.#context.claimId(attribute(element, 'id'), lineOf(element));
    const anchor = id ? [`[]{#${id}}`] : [];
    if (EMBEDS.has(tagName)) return [...anchor, ...[this.#inline.embed(element, false)].filter(Boolean)];
    switch (tagName) {
      case 'hr':
        return [...anchor, '---'];
      case 'pre':
        return [...anchor, this.#code(element)];
      case 'ul':
      case 'ol': {
        if (classesOf(element).includes('jekyll-toc')) {
          this.#context.report.add(
            lineOf(element),
            'dropped',
            'Le sommaire automatique est retiré : le site fait le sien.',
          );
          return anchor;
        }
        const start = Number(attribute(element, 'start') ?? 1);
        return [
          ...anchor,
          ...this.#list(
            element.childNodes,
            tagName === 'ol',
            Number.isSafeInteger(start) && start >= 0 ? start : 1,
            previous,
          ),
        ];
      }
      case 'blockquote':
        return [...anchor, ...this.#quote(element)];
      case 'table':
        return [...anchor, ...writeTable(element, this.#context, this.#inline)];
      case 'figure':
        return [...anchor, ...this.#figure(element)];
      case 'dt':
        return [
          ...anchor,
          ...this.#paragraphs(element.childNodes).map(
            (text) => `**${text.replace(/\*\*/g, '').replace(/\\\n/g, ' ')}**`,
          ),
        ];
      default:
        reportUnwrapped(element, this.#context);
        this.#reportUnknownClasses(element);
        return [...anchor, ...this.write(element.childNodes)];
    }
  }

  #reportUnknownClasses(element: Element): void {
    const classes = classesOf(element).filter((name) => !LOOK.test(name));
    if (element.tagName !== 'div' || classes.length === 0) return;
    this.#context.report.add(
      lineOf(element),
      'changed',
      `Le bloc « ${classes.join(' ').slice(0, 60)} » est remplacé par son contenu.`,
    );
  }

  #heading(element: Element): string[] {
    const at = lineOf(element);
    const text = this.#inline.write(element.childNodes, { strong: true }).replace(/\n/g, ' ').trim();
    const explicit = attribute(element, 'id');
    const wanted = explicit ?? attribute(element, KRAMDOWN_ID);
    const id = wanted ? this.#context.claimId(wanted, at) : undefined;
    if (text === '') return id && explicit ? [`[]{#${id}}`] : [];
    if (explicit && id) this.#context.report.add(at, 'kept', `L’ancre « ${id} » est reprise.`);
    const slug = headingSlug(textContent(element));
    const isWritten =
      id !== undefined && (explicit !== undefined || id !== slug || this.#context.writtenIds(slug));
    // A sign at the end of the line would be taken for the heading's own.
    const words = text.replace(/(^|\s)(#+)$/, '$1\\$2');
    const level = Number(element.tagName.charAt(1));
    this.#context.headings.push({ level, line: at });
    return [`${'#'.repeat(level)} ${words}${isWritten ? ` {#${id}}` : ''}`];
  }

  #container(element: Element): string | undefined {
    if (!['div', 'section', 'aside', 'article', 'blockquote', 'p', 'details'].includes(element.tagName))
      return undefined;
    const classes = classesOf(element);
    const has = (pattern: RegExp) => classes.some((name) => pattern.test(name));
    const at = lineOf(element);
    const wrap = (name: string, title: string, nodes: readonly Node[], said: string): string | undefined => {
      const id = this.#context.claimId(attribute(element, 'id'), at);
      const blocks = this.write(nodes);
      if (blocks.length === 0) return id ? `[]{#${id}}` : '';
      this.#context.report.add(at, 'kept', said);
      return `::: ${[name, title, id ? `{#${id}}` : ''].filter(Boolean).join(' ')}\n${blocks.join('\n\n')}\n:::`;
    };
    if (element.tagName === 'details') {
      const summary = element.childNodes.filter(isElement).find(({ tagName }) => tagName === 'summary');
      const title = summary
        ? this.#inline.write(summary.childNodes, { strong: true }).replace(/\n/g, ' ').trim()
        : '';
      const rest = element.childNodes.filter((node) => node !== summary);
      return wrap('depliant', title || 'En savoir plus', rest, 'Un bloc dépliant est repris.');
    }
    if (has(CALLOUT))
      return wrap('lien-important', '', element.childNodes, 'Un lien important est repris en mise en avant.');
    if (has(HIGHLIGHT)) return wrap('encadre', '', element.childNodes, 'Un encadré est repris.');
    if (element.tagName === 'div' && has(PANEL)) {
      const heading = element.childNodes.filter(isElement).find(isPlainHeading);
      const title = heading
        ? this.#inline.write(heading.childNodes, { strong: true }).replace(/\n/g, ' ').trim()
        : '';
      const rest = element.childNodes.filter((node) => node !== heading);
      return wrap('panneau', title, rest, 'Un panneau est repris.');
    }
    if (element.tagName === 'div' && has(PANELS)) return this.#panels(element, at);
    return undefined;
  }

  /** Several panels side by side: every child that is a block is one. */
  #panels(element: Element, at: number): string | undefined {
    const panels = element.childNodes.filter(isElement).filter(({ tagName }) => BLOCKS.has(tagName));
    if (panels.length === 0) return undefined;
    const blocks = panels.flatMap((panel) => {
      if (panel.tagName === 'div' && classesOf(panel).some((name) => PANEL.test(name)))
        return this.#block(panel, undefined);
      const inner = this.write([panel]).join('\n\n');
      return inner === '' ? [] : [inner.startsWith('::: panneau\n') ? inner : `::: panneau\n${inner}\n:::`];
    });
    if (blocks.length === 0) return undefined;
    this.#context.report.add(at, 'kept', 'Des panneaux sont repris.');
    const id = this.#context.claimId(attribute(element, 'id'), at);
    return `::: panneaux${id ? ` {#${id}}` : ''}\n${blocks.join('\n')}\n:::`;
  }

  #list(nodes: readonly Node[], ordered: boolean, start: number, previous: string | undefined): string[] {
    let number = start;
    // Two lists in a row would become one: the second takes the other mark.
    const first = previous?.split('\n', 1)[0] ?? '';
    const bullet = first.startsWith('- ') ? '*' : '-';
    const dot = /^\d+\. /.test(first) ? ')' : '.';
    const items: { marker: string; blocks: string[] }[] = [];
    let run: Node[] = [];
    const flush = () => {
      const blocks = this.write(run);
      run = [];
      if (blocks.length > 0) items.push({ marker: ordered ? `${number++}${dot} ` : `${bullet} `, blocks });
    };
    for (const node of nodes) {
      if (isElement(node) && node.tagName === 'li') {
        flush();
        reportLostAttributes(node, this.#context);
        const id = this.#context.claimId(attribute(node, 'id'), lineOf(node));
        const blocks = this.write(node.childNodes);
        if (id) blocks[0] = `[]{#${id}}${blocks[0] ?? ''}`;
        if (blocks.length > 0) items.push({ marker: ordered ? `${number++}${dot} ` : `${bullet} `, blocks });
      } else if (!isBlank(node)) run.push(node);
    }
    flush();
    if (items.length === 0) return [];
    const isTight = items.every(
      ({ blocks: [, second, third] }) =>
        third === undefined && (second === undefined || /^(?:[-*]|\d+[.)]) /.test(second)),
    );
    const gap = isTight ? '\n' : '\n\n';
    return [
      items
        .map(({ marker, blocks }) => marker + indent(blocks.join(gap), ' '.repeat(marker.length)))
        .join(gap),
    ];
  }

  #quote(element: Element): string[] {
    const blocks = this.write(element.childNodes);
    if (blocks.length === 0) return [];
    const lines = blocks.join('\n\n').split('\n');
    return [lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')];
  }

  #code(element: Element): string {
    const code = textContent(element).replace(/\n$/, '');
    const language = [element, ...descendants(element)]
      .flatMap(classesOf)
      .map((name) => /^language-([\w+-]{1,30})$/.exec(name)?.[1])
      .find(Boolean);
    const longest = code.matchAll(/^`+/gm).reduce((most, [run]) => Math.max(most, run.length), 2);
    const fence = '`'.repeat(longest + 1);
    return `${fence}${language ?? ''}\n${code}\n${fence}`;
  }

  /** An image with its caption; anything else in a figure is read as it is, its caption below. */
  #figure(element: Element): string[] {
    const parts = descendants(element);
    const images = parts.filter(({ tagName }) => tagName === 'img');
    const caption = parts.find(({ tagName }) => tagName === 'figcaption');
    const words = caption ? textContent(caption).replace(/\s+/g, ' ').trim() : '';
    const [image] = images;
    const isPlain =
      image && images.length === 1 && !parts.some(({ tagName }) => tagName === 'a' || tagName === 'table');
    if (isPlain) return [this.#inline.image(image, false, words)].filter(Boolean);
    return this.write(element.childNodes);
  }
}
