import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { periodWords, startOf } from './period.ts';
import { parsePeriod } from './period-typed.ts';

describe('a date as people write it', () => {
  test.each([
    ['1er janvier 2027', '2027-01-01', 'day'],
    ['1 janvier 2027', '2027-01-01', 'day'],
    ['le 29 février 2028', '2028-02-29', 'day'],
    ['31/12/2026', '2026-12-31', 'day'],
    ['2027-03-15', '2027-03-15', 'day'],
    ['Mars 2027', '2027-03-01', 'month'],
    ['en août 2027', '2027-08-01', 'month'],
    ['DÉCEMBRE\u00a02027', '2027-12-01', 'month'],
    ['2027-11', '2027-11-01', 'month'],
    ['2e trimestre 2027', '2027-04-01', 'quarter'],
    ['quatrième trimestre 2027', '2027-10-01', 'quarter'],
    ['T3 2027', '2027-07-01', 'quarter'],
    ['1er semestre 2027', '2027-01-01', 'half'],
    ['second semestre 2027', '2027-07-01', 'half'],
    ['2027', '2027-01-01', 'year'],
  ])('%s', (typed, date, precision) => {
    expect(parsePeriod(typed)).toEqual({ date, precision });
  });

  test.each(['inconnue', 'Date inconnue', 'à une date inconnue'])('%s', (typed) => {
    expect(parsePeriod(typed)).toEqual({ date: null, precision: 'unknown' });
  });

  test.each([
    '',
    '31 février 2027',
    '29 février 2027',
    '2027-02-30',
    '32/01/2027',
    '12/31/2027',
    '2027-13',
    '5e trimestre 2027',
    '3e semestre 2027',
    '1er janvier 3027',
    'bientôt',
    'mars',
    '1er janvier 2027 ou 2028',
    'constructor 2027',
  ])('« %s » is no date', (typed) => {
    expect(parsePeriod(typed)).toBeNull();
  });

  test('reads back what the pages say of any period', () => {
    const day = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10));
    const precision = fc.constantFrom('day', 'month', 'quarter', 'half', 'year');
    fc.assert(
      fc.property(day, precision, (date, of) => {
        const period = { date, precision: of } as const;
        expect(parsePeriod(periodWords(period))).toEqual({ date: startOf(period), precision: of });
      }),
    );
  });
});
