import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parseFragment, serialize } from 'parse5';
import { Refused } from './types.ts';

export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;
type Fragment = DefaultTreeAdapterTypes.DocumentFragment;

/** Deeper than this, a page is an attack: parsing would cost the square of its size. */
const MAX_DEPTH = 150;
/** Given to what the Markdown parser makes, so that every part of the tree knows its line. */
export const LINE_ATTRIBUTE = 'data-jekyll-line';
/** On headings written in Markdown: the id that kramdown gives them. */
export const KRAMDOWN_ID = 'data-kramdown-id';
/** On the wrapper of a passage written in HTML. */
export const RAW_HTML = 'data-raw-html';

export const { isElementNode: isElement, isTextNode: isText, isCommentNode: isComment } = defaultTreeAdapter;

export function parseHtml(html: string): Fragment {
  const depths = new WeakMap<Parent, number>();
  const place = (parent: Parent, child: Node) => {
    const depth = (depths.get(parent) ?? 0) + 1;
    if (depth > MAX_DEPTH)
      throw new Refused(1, `Le HTML de la page est imbriqué sur plus de ${MAX_DEPTH} niveaux.`);
    if (isElement(child)) depths.set(child, depth);
  };
  return parseFragment(html, {
    sourceCodeLocationInfo: true,
    treeAdapter: {
      ...defaultTreeAdapter,
      appendChild(parent, child) {
        place(parent, child);
        defaultTreeAdapter.appendChild(parent, child);
      },
      insertBefore(parent, child, reference) {
        place(parent, child);
        defaultTreeAdapter.insertBefore(parent, child, reference);
      },
    },
  });
}

/** The same HTML with every element closed. */
export function balance(html: string): string {
  return serialize(parseHtml(html));
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}

export function classesOf(element: Element): string[] {
  return (attribute(element, 'class') ?? '').split(/\s+/).filter(Boolean);
}

/** The line of the file on which a node begins: that of the nearest marked ancestor, plus the line breaks since. */
export function lineOf(node: Node): number {
  const own = node.sourceCodeLocation?.startLine;
  for (let up: Node | Parent | null = node; up && 'parentNode' in up; up = up.parentNode) {
    if (!isElement(up)) continue;
    const marked = attribute(up, LINE_ATTRIBUTE);
    if (marked === undefined) continue;
    const since = own === undefined ? 0 : own - (up.sourceCodeLocation?.startLine ?? own);
    return Number(marked) + Math.max(0, since);
  }
  return 1;
}

export function textContent(node: Node): string {
  if (isText(node)) return node.value;
  return isElement(node) ? node.childNodes.map(textContent).join('') : '';
}

/** Every element below, in the order of the text. */
export function descendants(parent: Parent): Element[] {
  return parent.childNodes.flatMap((child) => (isElement(child) ? [child, ...descendants(child)] : []));
}

/** Elements that stand on lines of their own. */
export const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center details dd div dl dt fieldset figure figcaption footer form header ' +
    'h1 h2 h3 h4 h5 h6 hgroup hr html iframe legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul ' +
    'video audio object embed'
  ).split(' '),
);
