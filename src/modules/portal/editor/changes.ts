import { type TextPart, textChanges } from '../../../platform/text-changes.ts';
import { type PageState, wordsOf } from '../pages/page-state.ts';

/** What differs between two versions, field by field. */
export function changesBetween(before: PageState, after: PageState): { name: string; parts: TextPart[] }[] {
  const words = wordsOf(after);
  return Object.entries(wordsOf(before)).flatMap(([name, old]) => {
    const text = words[name] ?? '';
    return text === old ? [] : [{ name, parts: textChanges(old, text) }];
  });
}
