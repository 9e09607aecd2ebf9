import { addressOf } from '../../../platform/mail/index.ts';
import { renderMarkdown, type SafeHtml } from '../../../platform/markdown/index.ts';
import { fillContact } from '../content.ts';
import {
  attribute,
  BLOCKS,
  descendants,
  isElement,
  isText,
  type Node,
  parseHtml,
  textContent,
} from '../jekyll/tree.ts';

export interface PageDocument {
  html: SafeHtml;
  /** The headings to offer at the top; none when the page is short. */
  summary: { label: string; id: string }[];
}

const worthSummary = 4;

/** The text of a page as readers see it. */
export function documentOf(body: string, contact: string | null): PageDocument {
  const html = renderMarkdown(fillContact(body, contact));
  const headings = descendants(parseHtml(html)).flatMap((element) => {
    const id = attribute(element, 'id');
    return /^h[23]$/.test(element.tagName) && id
      ? [{ level: element.tagName, label: textContent(element).trim(), id }]
      : [];
  });
  const main = headings.filter(({ level }) => level === 'h2');
  const shown = main.length >= worthSummary ? main : headings;
  return { html, summary: shown.length >= worthSummary ? shown.map(({ label, id }) => ({ label, id })) : [] };
}

/** Every place in a page that a link may lead to. */
export function anchorsOf(body: string): string[] {
  return descendants(parseHtml(renderMarkdown(body))).flatMap((element) => attribute(element, 'id') ?? []);
}

/** All the words of a page, headings and tables too, for the search. */
export function wordsIn(body: string): string {
  const html = renderMarkdown(body.replaceAll('{{contact}}', ''));
  return parseHtml(html).childNodes.map(wordsOfNode).join('').replace(/\s+/g, ' ').trim();
}

function wordsOfNode(node: Node): string {
  if (isText(node)) return node.value;
  if (!isElement(node)) return '';
  const words = node.childNodes.map(wordsOfNode).join('');
  return BLOCKS.has(node.tagName) ? ` ${words} ` : words;
}

/** The address of those who send the mails; null when nobody does. */
export function contactAddress(mailFrom: string | null): string | null {
  return mailFrom && addressOf(mailFrom);
}
