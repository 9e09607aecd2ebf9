import { createHash } from 'node:crypto';

/** A number from 0 to below 1 that looks drawn and is always the same for the same words: for fictional data. */
export const fixedChance = (words: string): number =>
  createHash('sha256').update(words).digest().readUInt32BE(0) / 2 ** 32;

/** One of the choices, the heavier the more often; always the same for the same words. */
export function fixedChoice<T>(words: string, choices: readonly (readonly [T, number])[]): T | undefined {
  const all = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = fixedChance(words) * all;
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return choices.at(-1)?.[0];
}
