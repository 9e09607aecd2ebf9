import type { MarkdownIt, Token } from 'markdown-it';

/** kramdown's attribute lists: `{: .class #id key="value"}` after a block or a span. */
const BLOCK_LIST = /^\{:([^{}\n]{0,500})\}[ \t]*$/;
const SPAN_LIST = /\{:([^{}\n]{0,500})\}/y;
const ITEM = /(?:^|\s)(?:#([\w:.-]+)|\.([\w-]+)|([\w-]+)=(?:"([^"]*)"|'([^']*)'))/gu;
const SPAN_ENDS = new Set([
  'link_close',
  'strong_close',
  'em_close',
  's_close',
  'image',
  'code_inline',
  'html_inline',
]);

function apply(token: Token, list: string): void {
  for (const [, id, name] of list.matchAll(ITEM)) {
    if (id) token.attrSet('id', id);
    if (name) token.attrJoin('class', name);
  }
  // A table of contents is made by the site: its place holder goes.
  if (/(?:^|\s)toc(?:\s|$)/.test(list)) token.attrJoin('class', 'jekyll-toc');
}

/** `dropped` is told the line (from 0) of a list that belongs to no block. */
export function attributeListsPlugin(md: MarkdownIt, dropped: (line: number, env: unknown) => void): void {
  md.block.ruler.before(
    'paragraph',
    'attribute_list',
    (state, startLine, _endLine, silent) => {
      const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
      if (!state.src.startsWith('{:', start)) return false;
      const match = BLOCK_LIST.exec(state.src.slice(start, state.eMarks[startLine]));
      if (!match) return false;
      if (silent) return true;
      const token = state.push('attribute_list', '', 0);
      token.map = [startLine, startLine + 1];
      token.content = match[1] ?? '';
      token.hidden = true;
      state.line = startLine + 1;
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list', 'table'] },
  );
  md.renderer.rules.attribute_list = () => '';

  md.inline.ruler.push('span_attribute_list', (state, silent) => {
    if (silent || !state.src.startsWith('{:', state.pos)) return false;
    SPAN_LIST.lastIndex = state.pos;
    const match = SPAN_LIST.exec(state.src);
    if (!match) return false;
    const last = state.pending === '' ? state.tokens.at(-1) : undefined;
    if (last && SPAN_ENDS.has(last.type)) {
      const opener = last.type.replace('_close', '_open');
      const target = state.tokens.findLast((token) => token.type === opener) ?? last;
      apply(target, match[1] ?? '');
    }
    state.pos += match[0].length;
    return true;
  });

  md.core.ruler.after('block', 'apply_attribute_lists', (state) => {
    // The last block and the list that waits for the next one, at each level of nesting.
    const previous: (Token | undefined)[] = [];
    const waiting: (Token | undefined)[] = [];
    for (const token of state.tokens) {
      const { level } = token;
      if (token.type === 'attribute_list') {
        const block = previous[level];
        if (block?.map && token.map && block.map[1] >= token.map[0]) apply(block, token.content);
        else waiting[level] = token;
      } else if (token.nesting >= 0 && token.block) {
        previous[level] = token;
        const list = waiting[level];
        if (list) apply(token, list.content);
        waiting[level] = undefined;
      }
    }
    for (const list of waiting) if (list?.map) dropped(list.map[0], state.env);
  });
}
