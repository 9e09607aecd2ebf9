import { dayLater, machineDate, parisMoment } from '../../ui/index.ts';

/** When digests leave, in Paris. */
const hour = '08:00';

const fixedHolidays = new Set(['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']);

/** Easter Sunday in the Gregorian calendar, `2027-03-28` (the "anonymous" computation, of 1876). */
function easter(year: number): string {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  const [month, day] = [Math.floor(n / 31), (n % 31) + 1];
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** 0 for Sunday. */
const weekday = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay();

/** From Monday to Friday, public holidays aside. */
export function isWorkingDay(day: string): boolean {
  if ([0, 6].includes(weekday(day)) || fixedHolidays.has(day.slice(5))) return false;
  const sunday = easter(Number(day.slice(0, 4)));
  // Easter Monday, Ascension, Whit Monday
  return ![1, 39, 50].some((days) => dayLater(sunday, days) === day);
}

/** That Tuesday, or the one before. */
export const tuesdayOf = (day: string): string => dayLater(day, -((weekday(day) + 5) % 7));

/** The first working day from Tuesday on: weekly digests leave then. */
function isWeeklyDay(day: string): boolean {
  if (!isWorkingDay(day)) return false;
  for (let before = tuesdayOf(day); before < day; before = dayLater(before)) {
    if (isWorkingDay(before)) return false;
  }
  return true;
}

/** When digests leave on that day. */
export const morningOf = (day: string): Date => parisMoment(day, hour);

/** When the next digest of this rhythm leaves. */
export function nextMorning(now: Date, rhythm: 'daily' | 'weekly'): Date {
  const isIts = rhythm === 'daily' ? isWorkingDay : isWeeklyDay;
  let day = machineDate(now);
  while (!isIts(day) || morningOf(day) <= now) day = dayLater(day);
  return morningOf(day);
}
