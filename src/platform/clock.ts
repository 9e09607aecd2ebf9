/** The only source of the current time for the domain, so that tests decide what time it is. */
export interface Clock {
  now(): Date;
}

/** The same moment so many days earlier. */
export const daysBefore = (moment: Date, days: number): Date =>
  new Date(moment.getTime() - days * 24 * 60 * 60 * 1000);

/** The same day of the month so many months earlier, as long as data is kept by month; later where that month is shorter. */
export function monthsBefore(moment: Date, months: number): Date {
  const moved = new Date(moment);
  moved.setUTCMonth(moved.getUTCMonth() - months);
  return moved;
}

export const systemClock: Clock = { now: () => new Date() };
