import { z } from 'zod';
import type { DatePrecision } from '../../platform/database/index.ts';
import { plainLetters } from '../../platform/plain-letters.ts';
import { monthNames, readDay } from '../../platform/sheets/index.ts';
import type { Period } from './period.ts';

/** What to say of a date that is not understood. */
export const periodHelp =
  'Exemples : 1er janvier 2027, mars 2027, 2e trimestre 2027, 1er semestre 2027, 2027, inconnue.';

const year = '((?:19|20|21)\\d{2})';
const month = `(${monthNames.join('|')})`;
const rank = '(1er|premier|[234]e|[234]eme|2nd|2de|second|deuxieme|troisieme|quatrieme|[1-4])';
const ranks = [
  ['1er', 'premier', '1'],
  ['2e', '2eme', '2nd', '2de', 'second', 'deuxieme', '2'],
  ['3e', '3eme', 'troisieme', '3'],
  ['4e', '4eme', 'quatrieme', '4'],
];

type Reader = readonly [RegExp, (...parts: string[]) => Period | null];

const whole = (pattern: string) => new RegExp(`^${pattern}$`);
const rankOf = (word: string) => ranks.findIndex((words) => words.includes(word));

/** The ways of writing a date that are understood; the words around them (« le », « en », « au ») are gone. */
const readers: readonly Reader[] = [
  [whole('(?:date )?inconnue?'), () => ({ date: null, precision: 'unknown' })],
  [whole(`${month} ${year}`), (m = '', y) => dated(y, monthNames.indexOf(m) + 1, 1, 'month')],
  [whole(`${year}-(\\d{2})`), (y, m) => dated(y, Number(m), 1, 'month')],
  [whole(`${rank} trimestre ${year}`), (r = '', y) => dated(y, rankOf(r) * 3 + 1, 1, 'quarter')],
  [whole(`t([1-4]) ${year}`), (r, y) => dated(y, (Number(r) - 1) * 3 + 1, 1, 'quarter')],
  [whole(`${rank} semestre ${year}`), (r = '', y) => dated(y, rankOf(r) * 6 + 1, 1, 'half')],
  [whole(`s([12]) ${year}`), (r, y) => dated(y, (Number(r) - 1) * 6 + 1, 1, 'half')],
  [whole(year), (y) => dated(y, 1, 1, 'year')],
];

/** A date as people write it: « 1er janvier 2027 », « mars 2027 »…; null for what is no date, such as 31 February. */
export function parsePeriod(typed: string): Period | null {
  const text = plainLetters(typed)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:le|en|au|a une|courant) /, '')
    .replace(/\.$/, '');
  const day = readDay(text);
  if (day) return { date: day, precision: 'day' };
  for (const [pattern, read] of readers) {
    const match = pattern.exec(text);
    if (match) return read(...match.slice(1));
  }
  return null;
}

function dated(year = '', month: number, day: number, precision: DatePrecision): Period | null {
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  return z.iso.date().safeParse(date).success ? { date, precision } : null;
}
