import { capitalised, formatDate, formatLongDate, formatTime, machineDate } from './format.ts';

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** By how much clocks in Paris are ahead of UTC. */
const aheadAt = (ms: number): number =>
  Date.parse(`${clock.format(ms).replace(' ', 'T')}Z`) - Math.floor(ms / 1000) * 1000;

/** The moment when it is that hour of that day in Paris: `2027-01-12`, `09:30`. */
export function parisMoment(day: string, hour: string): Date {
  const asUtc = Date.parse(`${day}T${hour}:00Z`);
  // The clocks may change between the guess and the moment.
  return new Date(asUtc - aheadAt(asUtc - aheadAt(asUtc)));
}

/** `09:30`, as a time field takes it. */
export const parisHour = (moment: Date): string => clock.format(moment).slice(11, 16);

/** From when to when. */
export interface Span {
  startsAt: Date;
  endsAt: Date;
}

/** « mardi 12 janvier 2027, de 9 h 30 à 12 h », « du 12 janvier 2027 à 9 h au 14 janvier 2027 à 17 h » */
export function spanWords({ startsAt, endsAt }: Span): string {
  if (machineDate(startsAt) === machineDate(endsAt))
    return `${formatLongDate(startsAt)}, de ${hourWords(startsAt)} à ${hourWords(endsAt)}`;
  return `du ${formatDate(startsAt)} à ${hourWords(startsAt)} au ${formatDate(endsAt)} à ${hourWords(endsAt)}`;
}

/** The same, to begin a line. */
export const spanLine = (span: Span): string => capitalised(spanWords(span));

/** « 9 h 30 », « 12 h » */
const hourWords = (moment: Date): string => formatTime(moment).replace(/^0/, '').replace(/\s00$/, '');

/** « 12 janvier 2027 », « du 12 au… » for attestations and titles. */
export function daysWords({ startsAt, endsAt }: Span): string {
  if (machineDate(startsAt) === machineDate(endsAt)) return `le ${formatDate(startsAt)}`;
  return `du ${formatDate(startsAt)} au ${formatDate(endsAt)}`;
}

/** « 45 min », « 2 h », « 2 h 30 » */
export function durationWords(minutes: number): string {
  const [hours, left] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${left} min`;
  return left === 0 ? `${hours} h` : `${hours} h ${String(left).padStart(2, '0')}`;
}

/** Minutes of « 2 h 30 », « 2h », « 2,5 h », « 45 min », « 1:30 »; null when it is none. */
export function durationTyped(text: string): number | null {
  const plain = text.trim().toLowerCase().replace(',', '.');
  const whole = /^(\d{1,3})\s*(?:h|heures?|:)\s*(\d{1,2})?\s*(?:min|mn)?$/.exec(plain);
  if (whole) return Number(whole[1]) * 60 + Number(whole[2] ?? 0);
  const minutes = /^(\d{1,4})\s*(?:min|mn|minutes?)$/.exec(plain);
  if (minutes) return Number(minutes[1]);
  const hours = /^(\d{1,3}(?:\.\d{1,2})?)\s*(?:h|heures?)?$/.exec(plain);
  return hours ? Math.round(Number(hours[1]) * 60) : null;
}

export const dayMs = 86_400_000;

/** The day after, or so many after: `2027-01-31` gives `2027-02-01`. */
export const dayLater = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
