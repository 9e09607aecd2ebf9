import { diffLines, diffWordsWithSpace } from 'diff';
import { type PageState, wordsOf } from '../pages/page-state.ts';

export interface TextPart {
  value: string;
  added?: boolean;
  removed?: boolean;
}

/** What differs between two versions, field by field. */
export function changesBetween(before: PageState, after: PageState): { name: string; parts: TextPart[] }[] {
  const words = wordsOf(after);
  return Object.entries(wordsOf(before)).flatMap(([name, old]) => {
    const text = words[name] ?? '';
    return text === old ? [] : [{ name, parts: compare(old, text) }];
  });
}

/** Word by word; two long texts that share little are compared line by line, or simply shown one after the other. */
function compare(old: string, text: string): TextPart[] {
  return (
    diffWordsWithSpace(old, text, { timeout: 300 }) ??
    diffLines(old, text, { timeout: 300 }) ?? [
      { value: old, removed: true },
      { value: text, added: true },
    ]
  );
}
