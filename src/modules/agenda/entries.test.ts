import { expect, test } from 'vitest';
import { aMeasure, aMilestone } from '../../../test/measures.ts';
import { byHeading, entriesOf } from './entries.ts';
import type { Measure, Milestone } from './measure.ts';

const today = '2026-11-23';
const selected = (measure: Measure) => ({
  measure,
  verdict: null,
  milestones: measure.milestones.map((of) => ({ of, verdict: null })),
});
const entries = (...milestones: Milestone[]) =>
  entriesOf([selected(aMeasure({ slug: 'une', milestones }))], {}, today);

test('to come the soonest first, then now, without a date, then past the latest first', () => {
  const listed = entries(
    aMilestone({ date: '2020-05-01' }),
    aMilestone({ date: '2025-05-01' }),
    aMilestone({ date: '2026-01-01', precision: 'year' }),
    aMilestone({ date: null }),
    aMilestone({ date: '2028-01-01' }),
    aMilestone({ date: '2026-11-24' }),
    aMilestone({ date: today }),
  );
  expect(listed.map(({ part, milestone }) => [part, milestone?.date])).toEqual([
    ['soon', '2026-11-24'],
    ['soon', '2028-01-01'],
    ['now', today],
    ['now', '2026-01-01'],
    ['undated', null],
    ['past', '2025-05-01'],
    ['past', '2020-05-01'],
  ]);
});

test('by year and quarter; what is known by its year or half comes after the quarters of that year', () => {
  const listed = entries(
    aMilestone({ date: '2027-01-01', precision: 'year' }),
    aMilestone({ date: '2027-07-01', precision: 'half' }),
    aMilestone({ date: '2027-12-01', precision: 'month' }),
    aMilestone({ date: '2027-04-01', precision: 'quarter' }),
    aMilestone({ date: '2027-02-01' }),
    aMilestone({ date: '2028-01-01' }),
  );
  expect(byHeading(listed).map(({ heading, entries: own }) => [heading, own.length])).toEqual([
    ['2027, 1er trimestre', 1],
    ['2027, 2e trimestre', 1],
    ['2027, 4e trimestre', 1],
    ['2027, sans trimestre précis', 2],
    ['2028, 1er trimestre', 1],
  ]);
});

test('a measure that is being rolled out is in progress, with or without a milestone of today', () => {
  const without = selected(aMeasure({ slug: 'une', status: 'rolling_out' }));
  const withOne = selected(
    aMeasure({
      slug: 'deux',
      status: 'rolling_out',
      milestones: [aMilestone({ date: '2026-10-01', precision: 'quarter' })],
    }),
  );
  const listed = entriesOf([without, withOne], {}, today);
  expect(listed.map(({ measure, milestone, part }) => [measure.slug, milestone?.date, part])).toEqual([
    ['deux', '2026-10-01', 'now'],
    ['une', undefined, 'now'],
  ]);
  // A period that today is not in asks for its milestones only.
  expect(entriesOf([without], { de: 2030 }, today)).toEqual([]);
});
