import type { MarkdownIt, StateBlock } from 'markdown-it';
import { takeTrailingId } from './attributes.ts';

/** Blocks that editors open with `::: nom Titre` and close with `:::`. */
export const containerNames = ['lien-important', 'encadre', 'panneaux', 'panneau', 'depliant'] as const;
export type ContainerName = (typeof containerNames)[number];

const OPEN = /^:{3,}[ \t]*([a-z-]{1,30})(?:[ \t]+(.*))?$/;
const CLOSE = /^:{3,}[ \t]*$/;
const FENCE = /^(?:`{3,}(?!.*`)|~{3,})/;

export function isContainerName(name: string): name is ContainerName {
  return containerNames.some((known) => known === name);
}

/**
 * The block rule for `:::`. Containers nest by counting: an opening line goes one deeper, a bare `:::` comes back.
 * One that is never closed ends with the block that holds it.
 */
export function containersPlugin(md: MarkdownIt): void {
  const lineOf = (state: StateBlock, line: number): string => {
    const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
    return state.src.slice(start, state.eMarks[line]).trimEnd();
  };
  const isIndentedCode = (state: StateBlock, line: number) =>
    (state.sCount[line] ?? 0) - state.blkIndent >= 4;

  const findEnd = (state: StateBlock, startLine: number, endLine: number): number => {
    let depth = 1;
    let fence = '';
    for (let line = startLine + 1; line < endLine; line++) {
      if (isIndentedCode(state, line)) continue;
      // A less indented line belongs to the surrounding list, not to this container.
      if ((state.sCount[line] ?? 0) < state.blkIndent && !state.isEmpty(line)) return line;
      const text = lineOf(state, line);
      const mark = FENCE.exec(text)?.[0];
      if (mark && (fence === '' || (mark.startsWith(fence) && text === mark)))
        fence = fence === '' ? mark : '';
      if (fence !== '' || !text.startsWith(':::')) continue;
      if (CLOSE.test(text)) depth--;
      else if (isContainerName(OPEN.exec(text)?.[1] ?? '')) depth++;
      if (depth === 0) return line;
    }
    return endLine;
  };

  md.block.ruler.before(
    'fence',
    'container',
    (state, startLine, endLine, silent) => {
      const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
      if (!state.src.startsWith(':::', start) || isIndentedCode(state, startLine)) return false;
      const opening = OPEN.exec(lineOf(state, startLine));
      const name = opening?.[1] ?? '';
      if (!isContainerName(name)) return false;
      if (silent) return true;

      const end = findEnd(state, startLine, endLine);
      const { text: title, id } = takeTrailingId(opening?.[2] ?? '');
      const open = state.push('container_open', 'div', 1);
      open.map = [startLine, end];
      open.info = name;
      if (id) open.attrSet('id', id);
      if (title !== '') {
        state.push('container_title_open', 'p', 1).info = name;
        const inline = state.push('inline', '', 0);
        inline.content = title;
        inline.map = [startLine, startLine + 1];
        inline.children = [];
        state.push('container_title_close', 'p', -1).info = name;
      }
      state.push('container_body_open', 'div', 1).info = name;
      const parentType = state.parentType;
      const lineMax = state.lineMax;
      state.parentType = 'container';
      state.lineMax = end;
      state.md.block.tokenize(state, startLine + 1, end);
      state.parentType = parentType;
      state.lineMax = lineMax;
      state.push('container_body_close', 'div', -1).info = name;
      state.push('container_close', 'div', -1).info = name;
      const closed = end < endLine && CLOSE.test(lineOf(state, end));
      state.line = closed ? end + 1 : end;
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
}
