import type { Typed } from './words.ts';

/** How well a title in plain words answers, without asking the database: the order of `closeness`, roughly. */
function promiseOf(title: string, { text, terms }: Pick<Typed, 'text' | 'terms'>): number {
  const words = ` ${title} `;
  if (words.includes(` ${text} `)) return words.startsWith(` ${text} `) ? 3 : 2;
  const has = ({ starts }: Typed['terms'][number]) => starts.some((start) => words.includes(` ${start}`));
  return terms.every(has) ? 1 : 0;
}

/** Those whose titles promise most first; otherwise in their order. */
export function mostPromising(
  keys: readonly string[],
  typed: Pick<Typed, 'text' | 'terms'>,
  titleOf: (key: string) => string,
): string[] {
  const ranks: string[][] = [[], [], [], []];
  for (const key of keys) ranks[promiseOf(titleOf(key), typed)]?.push(key);
  return ranks.toReversed().flat();
}
