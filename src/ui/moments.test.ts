import fc from 'fast-check';
import { expect, test } from 'vitest';
import { machineDate } from './format.ts';
import { dayLater, durationTyped, durationWords, parisHour, parisMoment, spanWords } from './moments.ts';

test('an hour of Paris is a moment, in winter as in summer', () => {
  expect(parisMoment('2027-01-12', '09:30').toISOString()).toBe('2027-01-12T08:30:00.000Z');
  expect(parisMoment('2027-07-12', '09:30').toISOString()).toBe('2027-07-12T07:30:00.000Z');
  // The nights when clocks change.
  expect(parisMoment('2027-03-28', '03:00').toISOString()).toBe('2027-03-28T01:00:00.000Z');
  expect(parisMoment('2027-10-31', '09:00').toISOString()).toBe('2027-10-31T08:00:00.000Z');
});

test('the day and the hour of a moment give it back', () => {
  const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  fc.assert(
    // From six in the morning on, every hour of Paris is there once.
    fc.property(
      day,
      fc.integer({ min: 6, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      (date, hour, minute) => {
        const typed = [
          date.toISOString().slice(0, 10),
          `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
        ] as const;
        const moment = parisMoment(...typed);
        expect([machineDate(moment), parisHour(moment)]).toEqual(typed);
      },
    ),
  );
});

test('a day is followed by the next, whatever the clocks', () => {
  expect(dayLater('2027-03-28')).toBe('2027-03-29');
  expect(dayLater('2027-12-31')).toBe('2028-01-01');
});

test.each([
  ['2 h 30', 150],
  ['2h', 120],
  ['2,5 h', 150],
  ['45 min', 45],
  ['1:30', 90],
  ['12', 720],
  ['bientôt', null],
  ['', null],
])('« %s » is a duration or none', (text, minutes) => {
  expect(durationTyped(text)).toBe(minutes);
});

test('what a duration reads is that duration', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6000 }), (minutes) => {
      expect(durationTyped(durationWords(minutes))).toBe(minutes);
    }),
  );
});

test('a span reads as one says it', () => {
  const plain = (text: string) => text.replace(/\s/g, ' ');
  const span = (from: [string, string], to: [string, string]) => ({
    startsAt: parisMoment(...from),
    endsAt: parisMoment(...to),
  });
  expect(plain(spanWords(span(['2027-01-12', '09:30'], ['2027-01-12', '12:00'])))).toBe(
    'mardi 12 janvier 2027, de 9 h 30 à 12 h',
  );
  expect(plain(spanWords(span(['2027-02-01', '09:00'], ['2027-02-02', '17:05'])))).toBe(
    'du 1er février 2027 à 9 h au 2 février 2027 à 17 h 05',
  );
});
