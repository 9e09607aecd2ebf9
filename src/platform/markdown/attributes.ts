import type { MarkdownIt } from 'markdown-it';

/** `{#id}` or `{.class}` and nothing else: any other text in braces stays text. */
export interface Attributes {
  id?: string;
  classes: string[];
}

const ID = String.raw`[\p{L}\p{N}_][\p{L}\p{M}\p{N}_:.\-]{0,199}`;
const ATTRIBUTES = new RegExp(
  String.raw`\{(?:#${ID}|\.[a-z-]{1,40})(?: (?:#${ID}|\.[a-z-]{1,40})){0,3}\}`,
  'uy',
);
const TRAILING_ID = new RegExp(String.raw`(?:^|[ \t])\{#(${ID})\}[ \t]*$`, 'u');
const ANCHOR = new RegExp(String.raw`\[\]\{#(${ID})\}`, 'uy');
const VALID_ID = new RegExp(`^${ID}$`, 'u');

/** What editors may write on a link, and what it becomes. */
const LINK_CLASSES = new Map([
  ['bouton', 'fr-btn'],
  ['bouton-secondaire', 'fr-btn fr-btn--secondary'],
]);

export function isValidId(id: string): boolean {
  return VALID_ID.test(id);
}

/** Takes `{#id}` off the end of a heading or of a container's title. */
export function takeTrailingId(text: string): { text: string; id?: string } {
  // Looking at the tail only keeps the cost independent of the length of the line.
  const tailStart = Math.max(0, text.length - 260);
  const match = TRAILING_ID.exec(text.slice(tailStart));
  if (!match) return { text };
  return { text: text.slice(0, tailStart + match.index).trimEnd(), id: match[1] };
}

function readAttributes(source: string): Attributes {
  const attributes: Attributes = { classes: [] };
  for (const part of source.slice(1, -1).split(' ')) {
    if (part.startsWith('#')) attributes.id = part.slice(1);
    else attributes.classes.push(part.slice(1));
  }
  return attributes;
}

/** Inline rules: `[texte](adresse){.bouton}` and the bare anchor `[]{#id}`. */
export function attributesPlugin(md: MarkdownIt): void {
  md.inline.ruler.before('link', 'anchor', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x5b) return false;
    ANCHOR.lastIndex = state.pos;
    const match = ANCHOR.exec(state.src);
    if (!match?.[1]) return false;
    if (!silent) {
      const token = state.push('anchor', 'span', 0);
      token.attrSet('id', match[1]);
    }
    state.pos += match[0].length;
    return true;
  });

  md.inline.ruler.push('link_attributes', (state, silent) => {
    if (silent || state.src.charCodeAt(state.pos) !== 0x7b || state.pending !== '') return false;
    const last = state.tokens.at(-1);
    if (last?.type !== 'link_close') return false;
    ATTRIBUTES.lastIndex = state.pos;
    const match = ATTRIBUTES.exec(state.src);
    if (!match) return false;
    const { id, classes } = readAttributes(match[0]);
    if (classes.some((name) => !LINK_CLASSES.has(name))) return false;
    const open = state.tokens.findLast((token) => token.type === 'link_open');
    if (!open) return false;
    if (id) open.attrSet('id', id);
    for (const name of classes) open.attrJoin('class', LINK_CLASSES.get(name) ?? '');
    state.pos += match[0].length;
    return true;
  });
}
