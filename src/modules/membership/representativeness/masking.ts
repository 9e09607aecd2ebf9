/** What is told of a count. */
export type Told = { kind: 'exact'; count: number } | { kind: 'fewer' } | { kind: 'more' };

/** From here on, counts are told as they are. */
export const leastTold = 5;

export const exactly = (count: number): Told => ({ kind: 'exact', count });

/**
 * What the public is told of counts whose sum it knows: those from one to four are not told apart. Were there a single such
 * count, it would follow from the sum: the smallest of the others is not told either.
 */
export function masked(counts: readonly number[]): Told[] {
  const isSmall = (count: number) => count > 0 && count < leastTold;
  const others = counts.filter((count) => count >= leastTold);
  const hidden =
    counts.filter(isSmall).length === 1 && others.length > 0 ? counts.indexOf(Math.min(...others)) : -1;
  return counts.map((count, index) => {
    if (isSmall(count)) return { kind: 'fewer' };
    return index === hidden ? { kind: 'more' } : exactly(count);
  });
}
