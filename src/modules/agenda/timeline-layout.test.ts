import fc from 'fast-check';
import { expect, test } from 'vitest';
import { narrowLayout, type Point, wide, wideLayout, within } from './timeline-layout.ts';
import { textWidth } from './timeline-scale.ts';

const years = { from: 2025, to: 2030 };

const aPoint = (given: Partial<Point>): Point => ({
  href: '/agenda/une',
  date: '2026-03-01',
  precision: 'day',
  kind: 'deadline',
  title: 'Une mesure',
  words: 'Échéance, 1er mars 2026',
  more: 'Une mesure : dépôt',
  theme: 'Urbanisme',
  cancelled: false,
  ...given,
});

const points = fc.array(
  fc
    .record({
      year: fc.integer({ min: 2022, max: 2032 }),
      month: fc.integer({ min: 1, max: 12 }),
      precision: fc.constantFrom('day', 'month', 'quarter', 'half', 'year'),
      theme: fc.constantFrom('Urbanisme', 'Finances', 'Marchés publics'),
      title: fc.string({ minLength: 1, maxLength: 90 }),
    })
    .map(({ year, month, ...rest }) =>
      aPoint({ ...rest, date: `${year}-${String(month).padStart(2, '0')}-01` }),
    ),
  { maxLength: 60 },
);

test('no label lies over another, nor leaves the drawing', () => {
  fc.assert(
    fc.property(points, (given) => {
      const { rows } = wideLayout(given, years);
      for (const { marks, top, height } of rows) {
        const boxes = marks.map(({ x, y, endX, title, point, anchor }) => {
          const width =
            14 + Math.max(textWidth(title, wide.titleSize), textWidth(point.words, wide.wordsSize));
          const [left, right] = anchor === 'start' ? [x, x + width] : [x - width, x];
          return { left, right: Math.max(right, endX ?? 0), y };
        });
        boxes.forEach((one, index) => {
          expect(one.right).toBeLessThanOrEqual(wide.width);
          expect(one.left).toBeGreaterThanOrEqual(0);
          expect(one.y - wide.lane / 2).toBeGreaterThanOrEqual(top);
          expect(one.y + wide.lane / 2).toBeLessThanOrEqual(top + height);
          for (const other of boxes.slice(index + 1)) {
            if (other.y === one.y) expect(one.right <= other.left || other.right <= one.left).toBe(true);
          }
        });
      }
      expect(rows.flatMap(({ marks }) => marks)).toHaveLength(within(given, years).length);
    }),
  );
});

test('drawn twice, it is the same', () => {
  fc.assert(
    fc.property(points, (given) => {
      expect(wideLayout(given, years)).toEqual(wideLayout(given.toReversed().toReversed(), years));
      expect(narrowLayout(given, years, '2026-11-23')).toEqual(narrowLayout(given, years, '2026-11-23'));
    }),
  );
});

test('on a small screen things come one below the other, today among them once', () => {
  fc.assert(
    fc.property(points, (given) => {
      const { steps, height } = narrowLayout(given, years, '2026-11-23');
      const ys = steps.map(({ y }) => y);
      expect(ys).toEqual(ys.toSorted((one, other) => one - other));
      expect(new Set(ys).size).toBe(ys.length);
      expect(Math.max(0, ...ys)).toBeLessThan(height);
      expect(steps.filter(({ kind }) => kind === 'today')).toHaveLength(1);
    }),
  );
});

test('today is not shown in years that it is not in', () => {
  const { steps } = narrowLayout([aPoint({ date: '2021-01-01' })], { from: 2020, to: 2022 }, '2026-11-23');
  expect(steps.map(({ kind }) => kind)).toEqual(['year', 'point']);
});

test('a period that began before the years drawn starts at their edge', () => {
  const { rows, scale } = wideLayout([aPoint({ date: '2024-07-01', precision: 'year' })], {
    from: 2024,
    to: 2025,
  });
  expect(rows[0]?.marks[0]).toMatchObject({ x: scale.left });
});
