import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergedText } from './merge.ts';

const base = 'un\ndeux\ntrois\nquatre\ncinq';

test('changes that do not touch the same lines are put together', () => {
  const mine = base.replace('un', 'UN');
  const theirs = base.replace('cinq', 'cinq\nsix');
  expect(mergedText({ base, mine, theirs })).toBe('UN\ndeux\ntrois\nquatre\ncinq\nsix');
});

test('the same lines are for people to settle', () => {
  expect(mergedText({ base, mine: base.replace('un', 'a'), theirs: base.replace('un', 'b') })).toBeNull();
  expect(mergedText({ base: '', mine: 'moi', theirs: 'toi' })).toBeNull();
});

test('the same change made twice is one change', () => {
  const changed = base.replace('deux', 'deux et demi');
  expect(mergedText({ base, mine: changed, theirs: changed })).toBe(changed);
});

test('a text made to be costly is not compared', () => {
  const many = Array.from({ length: 3000 }, () => 'x').join('\n');
  const start = performance.now();
  expect(mergedText({ base: many, mine: `a\n${many}`, theirs: `${many}\nb` })).toBeNull();
  expect(performance.now() - start).toBeLessThan(200);
});

// Lines that are all different: what each wrote can be told apart.
const lines = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 1, maxLength: 12 });

test('nobody changed something: the other text is taken as it is, whoever they are', () => {
  fc.assert(
    fc.property(lines, lines, (one, other) => {
      const [before, after] = [one.join('\n'), other.join('\n')];
      expect(mergedText({ base: before, mine: after, theirs: before })).toBe(after);
      expect(mergedText({ base: before, mine: before, theirs: after })).toBe(after);
    }),
  );
});

test('no added line is lost, and who saved first does not matter', () => {
  fc.assert(
    fc.property(lines, fc.nat(), fc.nat(), (all, at, then) => {
      const add = (place: number, word: string) =>
        all.toSpliced(place % (all.length + 1), 0, word).join('\n');
      const [mine, theirs] = [add(at, 'LA MIENNE'), add(then, 'LA LEUR')];
      const merged = mergedText({ base: all.join('\n'), mine, theirs });
      expect(mergedText({ base: all.join('\n'), mine: theirs, theirs: mine })).toBe(merged);
      if (merged === null) return;
      expect(merged.split('\n').toSorted()).toEqual([...all, 'LA MIENNE', 'LA LEUR'].toSorted());
    }),
  );
});
