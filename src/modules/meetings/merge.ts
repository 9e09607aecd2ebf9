import { diff3Merge } from 'node-diff3';

/** Lines that are the same on both sides, paired: past this, comparing would hold the server for too long. */
const mostPairs = 200_000;

/**
 * Puts together what two people made of one text. Null when both changed the same lines, which is for people to settle, or
 * when the texts are made of too many equal lines to be compared in good time.
 */
export function mergedText({
  base,
  mine,
  theirs,
}: Record<'base' | 'mine' | 'theirs', string>): string | null {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const [a, o, b] = [mine, base, theirs].map((text) => text.split('\n'));
  if (!a || !o || !b || pairs(o, a) + pairs(o, b) > mostPairs) return null;
  const merged: string[] = [];
  for (const region of diff3Merge(a, o, b, { excludeFalseConflicts: true })) {
    if (!region.ok) return null;
    merged.push(...region.ok);
  }
  return merged.join('\n').trim();
}

/** How many pairs of equal lines two texts have. */
function pairs(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of one) counts.set(line, (counts.get(line) ?? 0) + 1);
  return other.reduce((sum, line) => sum + (counts.get(line) ?? 0), 0);
}
