import { tables } from '@joplin/turndown-plugin-gfm';
import TurndownService from 'turndown';

/** What a word processor put on the clipboard, as Markdown. */
export function markdownOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  // Pictures are attached as files; the rest is for the program that copied it.
  for (const alien of body.querySelectorAll('img, style, script, meta, title, link, xml')) alien.remove();
  for (const element of body.querySelectorAll<HTMLElement>('b, span, i, em')) asMarked(element);
  gatherLists(body);
  for (const entry of body.querySelectorAll('li > p:only-child')) entry.replaceWith(...entry.childNodes);
  for (const table of body.querySelectorAll('table')) headFirstRow(table);
  const service = new TurndownService({
    headingStyle: 'atx',
    bulletListMarker: '-',
    emDelimiter: '_',
    codeBlockStyle: 'fenced',
  });
  service.use(tables);
  return service
    .turndown(body)
    .replace(/\u00a0/g, ' ')
    .replace(/^(\s*(?:-|\d+\.))\s+/gm, '$1 ')
    .replace(/^[ \t]+$/gm, '')
    .trim();
}

/** A table of Markdown has a head; word processors seldom say which row is it. */
function headFirstRow(table: HTMLTableElement): void {
  if (table.querySelector('th')) return;
  for (const cell of [...(table.rows[0]?.cells ?? [])]) {
    const head = document.createElement('th');
    head.append(...cell.childNodes);
    cell.replaceWith(head);
  }
}

const weight = /font-weight:\s*(normal|bold|\d+)/;

/** Some say by style what others say by elements: a `<b>` that is not bold, a `<span>` that is. */
function asMarked(element: HTMLElement): void {
  const style = element.getAttribute('style') ?? '';
  const said = weight.exec(style)?.[1];
  if (element.localName === 'b' && said === 'normal') {
    element.replaceWith(...element.childNodes);
    return;
  }
  if (element.localName !== 'span') return;
  if (said === 'bold' || Number(said) >= 600) wrap(element, 'strong');
  if (/font-style:\s*italic/.test(style)) wrap(element, 'em');
}

function wrap(element: HTMLElement, name: 'strong' | 'em'): void {
  const mark = document.createElement(name);
  mark.append(...element.childNodes);
  element.append(mark);
}

/** Word writes the items of a list as paragraphs, their mark and level in their style. */
function gatherLists(body: HTMLElement): void {
  const open: HTMLElement[] = [];
  let previous: Element | null = null;
  for (const item of [...body.querySelectorAll<HTMLElement>('p[style*="mso-list"]')]) {
    const level = Number(/level(\d)/.exec(item.getAttribute('style') ?? '')?.[1] ?? 1);
    const mark = item.querySelector('[style*="mso-list:Ignore"], [style*="mso-list: Ignore"]');
    const name = /^\s*(?:\d|[a-z][.)])/i.test(mark?.textContent ?? '') ? 'ol' : 'ul';
    mark?.remove();
    if (item.previousElementSibling !== previous || previous === null) open.length = 0;
    open.length = Math.min(open.length, level);
    while (open.length < level) {
      const list = document.createElement(name);
      const parent = open[open.length - 1];
      if (parent) (parent.lastElementChild ?? parent).append(list);
      else item.before(list);
      open.push(list);
    }
    const entry = document.createElement('li');
    entry.append(...item.childNodes);
    open[open.length - 1]?.append(entry);
    previous = open[0] ?? null;
    item.remove();
  }
}
