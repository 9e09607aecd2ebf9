import type { MarkdownIt, StateBlock } from 'markdown-it';

/** Rows shorter than the header are filled up with cells: without this, 20 kB of text make 8 MB of table. */
const mostCells = 10_000;

const DELIMITER = /^[|:-][|:\- \t]*$/;

/** Tables are tables until a text has too many cells; those beyond are shown as they were typed. */
export function tableLimitPlugin(md: MarkdownIt): void {
  const cells = new WeakMap<object, number>();

  md.block.ruler.before('table', 'table_limit', (state, startLine, endLine, silent) => {
    if (silent || startLine + 1 >= endLine) return false;
    const header = lineAt(state, startLine);
    if (!header.includes('|') || !DELIMITER.test(lineAt(state, startLine + 1))) return false;
    let end = startLine + 2;
    while (end < endLine && !state.isEmpty(end)) end++;
    const columns = header.split('|').length;
    const total = (cells.get(state.env) ?? 0) + columns * (end - startLine);
    if (total <= mostCells) {
      cells.set(state.env, total);
      return false;
    }
    const token = state.push('code_block', 'code', 0);
    token.content = state.getLines(startLine, end, state.blkIndent, true);
    token.map = [startLine, end];
    state.line = end;
    return true;
  });
}

function lineAt(state: StateBlock, line: number): string {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return state.src.slice(start, state.eMarks[line]).trimEnd();
}
