import { z } from 'zod';
import { plainLetters } from '../plain-letters.ts';

/** Without accents, as `plainLetters` leaves them. */
export const monthNames: readonly string[] = [
  'janvier',
  'fevrier',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'aout',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
];

/** A time of day after a day, as exports of databases and spreadsheets write it: it is left out. */
const hour = String.raw`(?:[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?`;
const iso = new RegExp(String.raw`^(\d{4})-(\d{2})-(\d{2})${hour}$`);
const numbers = new RegExp(String.raw`^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})${hour}$`);
const words = new RegExp(
  String.raw`^(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(\d{1,2})(?:er)? (${monthNames.join('|')}) (\d{4})$`,
);

/**
 * The ISO day that a text says: `31/03/2024`, `2024-03-31`, `31 mars 2024`, `1er janvier 2024`. Null for what is no day, or for one
 * that does not exist, such as 31 February; nor are years of two digits guessed.
 */
export function readDay(typed: string): string | null {
  const text = plainLetters(typed).replace(/\s+/g, ' ').trim().replace(/^le /, '');
  const inIso = iso.exec(text);
  if (inIso) return existing(inIso[1], inIso[2], inIso[3]);
  const inNumbers = numbers.exec(text);
  if (inNumbers) return existing(inNumbers[4], inNumbers[3], inNumbers[1]);
  const inWords = words.exec(text);
  const month = monthNames.indexOf(inWords?.[2] ?? '');
  return inWords ? existing(inWords[3], String(month + 1), inWords[1]) : null;
}

function existing(year = '', month = '', day = ''): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return /^(?:19|20|21)/.test(year) && z.iso.date().safeParse(date).success ? date : null;
}
