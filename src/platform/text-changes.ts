import { diffLines, diffWordsWithSpace } from 'diff';

export interface TextPart {
  value: string;
  added?: boolean;
  removed?: boolean;
}

/** Word by word; two long texts that share little are compared line by line, or simply shown one after the other. */
export function textChanges(old: string, text: string): TextPart[] {
  return (
    diffWordsWithSpace(old, text, { timeout: 300 }) ??
    diffLines(old, text, { timeout: 300 }) ?? [
      { value: old, removed: true },
      { value: text, added: true },
    ]
  );
}

/** Line by line, for lists. */
export function lineChanges(old: string, text: string): TextPart[] {
  const ended = (lines: string) => (lines === '' ? '' : `${lines}\n`);
  return diffLines(ended(old), ended(text));
}

/** Forms turn no-break spaces into plain ones: that is no change, pages set them anew. */
export const plainSpaces = (text: string): string => text.replace(/[^\S\n]+/g, ' ');
