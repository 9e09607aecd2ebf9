import fc from 'fast-check';
import { expect, test } from 'vitest';
import { machineDate } from '../../ui/index.ts';
import { isWorkingDay, morningOf, nextMorning, tuesdayOf } from './mornings.ts';

test('public holidays and the ends of weeks are no working days', () => {
  for (const day of ['2026-11-27', '2027-03-26', '2027-05-03']) expect(isWorkingDay(day)).toBe(true);
  // A Saturday, a Sunday, Christmas, Easter Monday, Ascension, Whit Monday.
  for (const day of ['2026-11-28', '2026-11-29', '2026-12-25', '2027-03-29', '2027-05-06', '2027-05-17'])
    expect(isWorkingDay(day)).toBe(false);
});

test('it is eight in Paris on both sides of both changes of hour', () => {
  // Clocks go forward on Sunday 28 March 2027, and back on Sunday 31 October 2027.
  expect(morningOf('2027-03-26').toISOString()).toBe('2027-03-26T07:00:00.000Z');
  expect(morningOf('2027-03-30').toISOString()).toBe('2027-03-30T06:00:00.000Z');
  expect(morningOf('2027-10-29').toISOString()).toBe('2027-10-29T06:00:00.000Z');
  expect(morningOf('2027-11-02').toISOString()).toBe('2027-11-02T07:00:00.000Z');
});

test('the next mornings', () => {
  const friday = new Date('2026-11-27T10:00:00+01:00');
  expect(machineDate(nextMorning(friday, 'daily'))).toBe('2026-11-30');
  expect(machineDate(nextMorning(friday, 'weekly'))).toBe('2026-12-01');
  const early = new Date('2026-12-01T07:59:59+01:00');
  expect(nextMorning(early, 'weekly').toISOString()).toBe('2026-12-01T07:00:00.000Z');
  expect(machineDate(nextMorning(new Date('2026-12-01T08:00:00+01:00'), 'weekly'))).toBe('2026-12-08');
  // Tuesday 14 July 2026 is a holiday: the weekly digest leaves on Wednesday.
  expect(machineDate(nextMorning(new Date('2026-07-13T12:00:00+02:00'), 'weekly'))).toBe('2026-07-15');
});

test('a Tuesday is the Tuesday of itself, and of the six days after', () => {
  expect(tuesdayOf('2026-12-01')).toBe('2026-12-01');
  expect(tuesdayOf('2026-12-07')).toBe('2026-12-01');
  expect(tuesdayOf('2026-11-30')).toBe('2026-11-24');
});

test('whenever it is, a weekly morning comes within nine days, at eight, on a working day', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2026-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      (now) => {
        const [daily, weekly] = [nextMorning(now, 'daily'), nextMorning(now, 'weekly')];
        expect(daily > now && weekly >= daily).toBe(true);
        expect(weekly.getTime() - now.getTime()).toBeLessThan(9 * 86_400_000);
        expect(weekly.toLocaleTimeString('fr-FR', { timeZone: 'Europe/Paris' })).toBe('08:00:00');
        expect(isWorkingDay(machineDate(weekly))).toBe(true);
      },
    ),
  );
});
