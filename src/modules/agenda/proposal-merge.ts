import type { MeasureContent } from './content.ts';
import { type ContentField, contentFields, type Meanings, wordsOf } from './content-words.ts';

export interface Merged {
  /** The measure as it is now, with what was proposed in its place. */
  content: MeasureContent;
  /** What both the proposal and somebody else changed since: the proposal stands, and people decide. */
  conflicts: ContentField[];
}

/**
 * Puts a proposal into the measure as it is now: only what its author changed of what was before their eyes.
 * Fields are compared by their words: ids and orders of keys are nobody's proposal.
 */
export function mergeProposal(
  { base, proposed, current }: Record<'base' | 'proposed' | 'current', MeasureContent>,
  meanings: Meanings,
): Merged {
  const words = {
    base: wordsOf(base, meanings),
    proposed: wordsOf(proposed, meanings),
    current: wordsOf(current, meanings),
  };
  const changed = contentFields.filter((field) => words.proposed[field] !== words.base[field]);
  return {
    content: { ...current, ...Object.fromEntries(changed.map((field) => [field, proposed[field]])) },
    conflicts: changed.filter(
      (field) => words.current[field] !== words.base[field] && words.current[field] !== words.proposed[field],
    ),
  };
}
