import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packLanes, type Scale, ticksOf, wrapped, xOf, yearsShown } from './timeline-scale.ts';

const scale: Scale = { from: 2026, to: 2027, left: 100, right: 830 };

describe('a day', () => {
  test.each([
    ['2026-01-01', 100],
    ['2027-01-01', 465],
    ['2027-12-31', 829],
    ['2010-01-01', 100],
    ['2040-01-01', 830],
  ])('%s stands at %i', (date, x) => {
    expect(xOf(scale, date)).toBe(x);
  });
});

test('quarters are marked where there is room for them', () => {
  expect(ticksOf(scale).map(({ label }) => label)).toEqual([
    '2026',
    null,
    null,
    null,
    '2027',
    null,
    null,
    null,
  ]);
  expect(ticksOf({ ...scale, from: 2016 }).every(({ label }) => label !== null)).toBe(true);
});

test('labels never meet in a lane, and the same ones always get the same lanes', () => {
  const spans = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 300 })).map(([start, width]) => ({
      start,
      end: start + width,
    })),
  );
  fc.assert(
    fc.property(spans, (given) => {
      const sorted = given.toSorted((one, other) => one.start - other.start);
      const lanes = packLanes(sorted, 8);
      expect(packLanes(sorted, 8)).toEqual(lanes);
      sorted.forEach((one, i) => {
        sorted.slice(i + 1).forEach((other, j) => {
          if (lanes[i] === lanes[i + 1 + j]) expect(one.end + 8).toBeLessThanOrEqual(other.start);
        });
      });
    }),
  );
});

describe('a text in lines', () => {
  test('is cut between words', () => {
    expect(wrapped('Plan corps de rue simplifié', 12, 3)).toEqual(['Plan corps', 'de rue', 'simplifié']);
  });

  test('too long for its lines, says so', () => {
    expect(wrapped('Plan corps de rue simplifié', 12, 2)).toEqual(['Plan corps', 'de rue…']);
  });

  test('no line is longer than asked', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 4, max: 40 }), (text, most) => {
        const lines = wrapped(text, most, 3);
        expect(lines.length).toBeLessThanOrEqual(3);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe('the years shown', () => {
  test.each([
    [{}, { from: 2025, to: 2030 }],
    [{ de: 2020 }, { from: 2020, to: 2025 }],
    [{ a: 2020 }, { from: 2015, to: 2020 }],
    [
      { de: 2024, a: 2026 },
      { from: 2024, to: 2026 },
    ],
    [
      { de: 1900, a: 2199 },
      { from: 1900, to: 1911 },
    ],
  ])('%j', (asked, shown) => {
    expect(yearsShown(asked, '2026-11-23')).toEqual(shown);
  });
});
