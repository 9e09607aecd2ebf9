import type { Env, MarkdownIt, StateCore, Token } from 'markdown-it';
import { z } from 'zod';
import { takeTrailingId } from './attributes.ts';
import { headingSlug, IdRegistry } from './slug.ts';

/** What a link shows instead of its words: what it leads to, as it is called now; without an address, words alone. */
const chip = z.object({ kind: z.string(), label: z.string(), href: z.string().nullable() });
export type Chip = z.output<typeof chip>;

/** What a call of renderMarkdown asks of the document, carried in markdown-it's `env`. */
const documentOptions = z.object({
  headingIds: z.boolean().default(true),
  baseLevel: z.number().int().min(1).max(6).default(2),
  /** By the address of the link, as it is written. */
  chips: z.custom<ReadonlyMap<string, Chip>>((value) => value instanceof Map).optional(),
});
export type DocumentOptions = z.input<typeof documentOptions>;
const ENV_KEY = 'documentOptions';

export function documentEnv(options: DocumentOptions): Env {
  return { [ENV_KEY]: options };
}

const OWN_IMAGE = /^\/(?:fichiers|uploads)\/(?!.*(?:\.\.|\\))/;

/** Images come from this site alone: a page makes no request to anybody else. */
export function isOwnImage(source: string): boolean {
  return OWN_IMAGE.test(source);
}

const textOf = (token: Token): string =>
  (token.children ?? [])
    .map((child) => {
      if (child.type === 'text' || child.type === 'text_special' || child.type === 'code_inline')
        return child.content;
      return child.type === 'softbreak' || child.type === 'hardbreak' ? ' ' : '';
    })
    .join('');

/** The level that each level used is shown at: the highest becomes `baseLevel`, the next one follows, without a gap. */
export function rankedLevels(used: Iterable<number>, baseLevel = 2): Map<number, number> {
  const ordered = [...new Set(used)].sort();
  return new Map(ordered.map((level, rank) => [level, Math.min(6, baseLevel + rank)]));
}

function setLevels(tokens: Token[], baseLevel: number): void {
  const headings = tokens.filter(({ type }) => type === 'heading_open' || type === 'heading_close');
  const levelOf = ({ tag }: Token) => Number(tag.charAt(1));
  const shown = rankedLevels(headings.map(levelOf), baseLevel);
  for (const token of headings) token.tag = `h${shown.get(levelOf(token)) ?? baseLevel}`;
}

/** Explicit ids first, in their order, so that a heading's automatic id never takes one away. */
function setIds(tokens: Token[], enabled: boolean): void {
  const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
  if (!enabled) {
    for (const token of all) token.attrs = token.attrs?.filter(([name]) => name !== 'id') ?? null;
    return;
  }
  const ids = new IdRegistry();
  for (const token of all) {
    const wanted = token.attrGet('id');
    if (wanted !== null) token.attrSet('id', ids.claim(String(wanted)));
  }
  tokens.forEach((token, index) => {
    const inline = tokens[index + 1];
    if (token.type !== 'heading_open' || token.attrGet('id') !== null || !inline) return;
    token.attrSet('id', ids.claim(headingSlug(textOf(inline))));
  });
}

/** Images of other sites become links, or just their words when they already stand in a link. */
function replaceForeignImages(state: StateCore, inline: Token): void {
  let inLink = 0;
  inline.children = (inline.children ?? []).flatMap((child) => {
    if (child.type === 'link_open') inLink++;
    if (child.type === 'link_close') inLink--;
    if (child.type !== 'image') return [child];
    const source = String(child.attrGet('src') ?? '');
    if (isOwnImage(source)) return [child];
    const text = new state.Token('text', '', 0);
    text.content = textOf(child) || source;
    if (inLink > 0) return [text];
    const open = new state.Token('link_open', 'a', 1);
    open.attrSet('href', source);
    return [open, text, new state.Token('link_close', 'a', -1)];
  });
}

/** The words of some links give way to what the reader may know of what they lead to. */
function showChips(state: StateCore, inline: Token, chips: ReadonlyMap<string, Chip>): void {
  let shown: Chip | undefined;
  inline.children = (inline.children ?? []).flatMap((child) => {
    if (child.type === 'link_open') {
      shown = chips.get(String(child.attrGet('href') ?? ''));
      return shown ? chipTokens(state, shown) : [child];
    }
    if (!shown) return [child];
    if (child.type === 'link_close') shown = undefined;
    return [];
  });
}

function chipTokens(state: StateCore, { kind, label, href }: Chip): Token[] {
  const element = (tag: string, look: string, inside: Token[]) => {
    const open = new state.Token('chip_open', tag, 1);
    open.attrSet('class', look);
    return [open, ...inside, new state.Token('chip_close', tag, -1)];
  };
  const text = (content: string) => {
    const token = new state.Token('text', '', 0);
    token.content = content;
    return token;
  };
  const words = [
    ...(kind === '' ? [] : [...element('span', 'cd-mention__kind', [text(kind)]), text(' ')]),
    text(label),
  ];
  const tokens = element(href === null ? 'span' : 'a', 'cd-mention', words);
  if (href !== null) tokens[0]?.attrSet('href', href);
  return tokens;
}

/** An image alone in its paragraph is a figure; its title is its caption. */
function makeFigure(state: StateCore, open: Token, inline: Token, close: Token): void {
  const [image, ...others] = inline.children ?? [];
  const caption = image?.type === 'image' ? image.attrGet('title') : null;
  if (!image || others.length > 0 || caption === null || open.hidden) return;
  open.tag = close.tag = 'figure';
  open.attrSet('class', 'fr-content-media cd-figure');
  image.attrs = image.attrs?.filter(([name]) => name !== 'title') ?? null;
  const captionOpen = new state.Token('figcaption_open', 'figcaption', 1);
  captionOpen.attrSet('class', 'fr-content-media__caption');
  const text = new state.Token('text', '', 0);
  text.content = String(caption);
  inline.children = [image, captionOpen, text, new state.Token('figcaption_close', 'figcaption', -1)];
}

/** A table whose header row is empty has no header row. */
function dropEmptyHeaders(tokens: Token[]): Token[] {
  const kept: Token[] = [];
  let header: Token[] | null = null;
  for (const token of tokens) {
    if (token.type === 'thead_open') header = [];
    (header ?? kept).push(token);
    if (token.type !== 'thead_close' || !header) continue;
    if (header.some((part) => part.type === 'inline' && part.content.trim() !== '')) kept.push(...header);
    header = null;
  }
  return kept;
}

/** Everything that needs the whole document: levels, ids, images, figures, table headers. */
export function finishPlugin(md: MarkdownIt): void {
  md.core.ruler.before('inline', 'heading_ids', (state) => {
    state.tokens.forEach((token, index) => {
      const open = state.tokens[index - 1];
      if (token.type !== 'inline' || open?.type !== 'heading_open') return;
      const { text, id } = takeTrailingId(token.content);
      if (!id) return;
      token.content = text;
      open.attrSet('id', id);
    });
  });

  md.core.ruler.push('finish', (state) => {
    const { headingIds, baseLevel, chips } = documentOptions.parse(state.env[ENV_KEY] ?? {});
    setLevels(state.tokens, baseLevel);
    setIds(state.tokens, headingIds);
    let tables = 0;
    state.tokens.forEach((token, index) => {
      if (token.type === 'table_open') token.info = String(++tables);
      if (token.type !== 'inline') return;
      replaceForeignImages(state, token);
      if (chips) showChips(state, token, chips);
      const open = state.tokens[index - 1];
      const close = state.tokens[index + 1];
      if (open?.type !== 'paragraph_open' || !close) return;
      makeFigure(state, open, token, close);
      // A paragraph that only holds anchors takes no place on the page.
      if (token.children?.every((child) => child.type === 'anchor')) open.hidden = close.hidden = true;
    });
    state.tokens = dropEmptyHeaders(state.tokens);
  });
}
