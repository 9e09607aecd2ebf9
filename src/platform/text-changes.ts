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
    diffLines(old, text, { timeout: 300 }) ??
    replaced(old, text)
  );
}

const replaced = (old: string, text: string): TextPart[] => [
  { value: old, removed: true },
  { value: text, added: true },
];

/** Two long texts that share nothing take minutes to compare: past so many milliseconds, those of a page are shown whole. */
const comparing = 400;

/** Compares the texts of one page, word by word. */
export function changesOfPage(): (old: string, text: string) => TextPart[] {
  const deadline = performance.now() + comparing;
  return (old, text) => {
    const timeout = deadline - performance.now();
    return (timeout > 0 ? diffWordsWithSpace(old, text, { timeout }) : undefined) ?? replaced(old, text);
  };
}

/** Versions of a text, newest first, each with what it changed in the one before: null for the oldest of them. */
export function versionChanges<Version extends { body: string }>(
  versions: readonly Version[],
): (Version & { parts: TextPart[] | null })[] {
  const changes = changesOfPage();
  return versions.map((version, index) => {
    const before = versions[index + 1];
    return { ...version, parts: before ? changes(before.body, version.body) : null };
  });
}

/** Line by line, for lists. */
export function lineChanges(old: string, text: string): TextPart[] {
  const ended = (lines: string) => (lines === '' ? '' : `${lines}\n`);
  return diffLines(ended(old), ended(text));
}

/** Forms turn no-break spaces into plain ones: that is no change, pages set them anew. */
export const plainSpaces = (text: string): string => text.replace(/[^\S\n]+/g, ' ');

/** The fields that `labels` names, in its order. */
export function fieldsOf<Field extends string>(labels: Readonly<Record<Field, string>>): Field[] {
  const isField = (name: string): name is Field => Object.hasOwn(labels, name);
  return Object.keys(labels).filter(isField);
}

/** One field that differs between two contents. */
export interface FieldChange<Field extends string = string> {
  field: Field;
  name: string;
  parts: TextPart[];
}

/**
 * What differs between two contents told in words, in the order of `labels`. `lists` are told one thing a line: a line
 * that is new is no change of its neighbour's words.
 */
export function fieldChanges<Field extends string>(
  before: Readonly<Record<Field, string>>,
  after: Readonly<Record<Field, string>>,
  { labels, lists = new Set() }: { labels: Readonly<Record<Field, string>>; lists?: ReadonlySet<Field> },
): FieldChange<Field>[] {
  return fieldsOf(labels).flatMap((field) => {
    const [was, is] = [before[field], after[field]];
    if (was === is) return [];
    return [{ field, name: labels[field], parts: (lists.has(field) ? lineChanges : textChanges)(was, is) }];
  });
}
