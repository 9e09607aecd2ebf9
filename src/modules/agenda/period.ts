import type { DatePrecision } from '../../platform/database/index.ts';
import { capitalised, formatDate } from '../../ui/index.ts';

/** A date as it is known: a day, or the first day of a longer period. */
export interface Period {
  /** ISO calendar date; null when nothing is known. */
  date: string | null;
  precision: DatePrecision;
}

const months: Readonly<Record<DatePrecision, number>> = {
  day: 0,
  month: 1,
  quarter: 3,
  half: 6,
  year: 12,
  unknown: 0,
};

const monthAndYear = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** First day of the period that holds a day: « 1er semestre 2027 » begins on 2027-01-01. */
export function startOf({ date, precision }: Period): string | null {
  const length = months[precision];
  if (date === null || precision === 'unknown') return null;
  if (length === 0) return date;
  const month = Number(date.slice(5, 7));
  const first = month - ((month - 1) % length);
  return `${date.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}

/** Last day of the period: what is due « en 2026 » may be due on 31 December. */
export function endOf(period: Period): string | null {
  const start = startOf(period);
  const length = months[period.precision];
  if (start === null || length === 0) return start;
  const [year = 0, month = 1] = start.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + length, 0)).toISOString().slice(0, 10);
}

/** « 1er janvier 2027 », « mars 2027 », « 2e trimestre 2027 », « 1er semestre 2027 », « 2027 », « date inconnue » */
export function periodWords(period: Period): string {
  const start = startOf(period);
  if (start === null) return 'date inconnue';
  const year = start.slice(0, 4);
  const month = Number(start.slice(5, 7));
  const ordinal = (rank: number) => (rank === 1 ? '1er' : `${rank}e`);
  switch (period.precision) {
    case 'month':
      return monthAndYear.format(new Date(`${start}T00:00:00Z`));
    case 'quarter':
      return `${ordinal((month + 2) / 3)} trimestre ${year}`;
    case 'half':
      return `${ordinal((month + 5) / 6)} semestre ${year}`;
    case 'year':
      return year;
    default:
      return formatDate(start);
  }
}

/** The same in a sentence: « le 1er janvier 2027 », « en mars 2027 », « au 1er semestre 2027 », « à une date inconnue ». */
export function periodPhrase(period: Period): string {
  const words = periodWords(period);
  if (period.date === null || period.precision === 'unknown') return 'à une date inconnue';
  if (period.precision === 'day') return `le ${words}`;
  return period.precision === 'month' || period.precision === 'year' ? `en ${words}` : `au ${words}`;
}

/** Where a period stands, seen from a day: over, running (or that very day), or to come. */
export function placeOf(period: Period, today: string): 'past' | 'current' | 'future' | 'unknown' {
  const [start, end] = [startOf(period), endOf(period)];
  if (start === null || end === null) return 'unknown';
  if (end < today) return 'past';
  return start <= today ? 'current' : 'future';
}

/** « Mars 2027 », at the head of a line. */
export const periodHeading = (period: Period): string => capitalised(periodWords(period));
