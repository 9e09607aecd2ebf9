import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance, nearestOf } from './typos.ts';
import { lettersOf } from './vocabulary.ts';

const known = (words: readonly string[]) => words.map((word) => ({ word, letters: lettersOf(word) }));
const word = fc.string({ unit: fc.constantFrom(...'aehmnost'), minLength: 4, maxLength: 12 });

test('a slip finds the word meant, and the nearest alone', () => {
  const words = known(['hameconnage', 'hameau', 'homologation', 'sauvegarde']);
  expect(nearestOf('hamesonage', words)).toEqual(['hameconnage']);
  expect(nearestOf('suavegarde', words)).toEqual(['sauvegarde']);
  expect(nearestOf('xylophone', words)).toEqual([]);
  expect(nearestOf('2024', known(['2025']))).toEqual([]);
  expect(nearestOf('cas', known(['cat']))).toEqual([]);
});

test('those found are those that comparing each word would find', () => {
  fc.assert(
    fc.property(word, fc.uniqueArray(word, { maxLength: 30 }), (typed, words) => {
      const most = Math.min(3, Math.floor(typed.length / 4));
      const near = words.map((one) => ({ one, far: distance(one, typed) })).filter(({ far }) => far <= most);
      const least = Math.min(...near.map(({ far }) => far));
      const nearest = near.filter(({ far }) => far === least).map(({ one }) => one);
      const found = nearestOf(typed, known(words));
      expect(found.every((one) => nearest.includes(one))).toBe(true);
      expect(found).toHaveLength(Math.min(3, nearest.length));
    }),
  );
});
