// French formatting, pure: the same input gives the same words on every machine, in Paris time.

const zone = 'Europe/Paris';
const nbsp = '\u00a0';

const day = new Intl.DateTimeFormat('fr-FR', {
  timeZone: zone,
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const weekdayDay = new Intl.DateTimeFormat('fr-FR', {
  timeZone: zone,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const time = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
const integers = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 });
const percents = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 1 });

/** Labels as a French reader looks for them: accents and capitals aside, « Groupe 2 » before « Groupe 10 ». */
export const inFrenchOrder = new Intl.Collator('fr', { numeric: true }).compare;

/** A moment, or a calendar date `2027-01-01` (which is that day wherever one is). */
export type DateLike = Date | string;

const calendarDate = /^\d{4}-\d{2}-\d{2}$/;

/** Noon UTC is the same day in Paris, so that a calendar date never slips to its neighbour. */
function toDate(value: DateLike): Date {
  if (value instanceof Date) return value;
  return new Date(calendarDate.test(value) ? `${value}T12:00:00Z` : value);
}

/**
 * Formatting a date is slow, and a page says many times a few days. Paris has whole hours of offset: within an hour
 * of UTC, the day is the same.
 */
function onceAnHour(format: (date: Date) => string): (date: Date) => string {
  const known = new Map<number, string>();
  return (date) => {
    const hour = Math.floor(date.getTime() / 3_600_000);
    const text = known.get(hour) ?? format(date);
    if (known.size >= 5_000) known.clear();
    known.set(hour, text);
    return text;
  };
}

/** French writes the first of a month as an ordinal. */
const ordinal = (text: string): string => text.replace(/(^|\s)1 (?=\p{L})/u, '$11er ');

const dayWords = onceAnHour((date) => ordinal(day.format(date)));
const dayCode = onceAnHour((date) => isoDay.format(date));

/** `1er janvier 2027` */
export function formatDate(value: DateLike): string {
  return dayWords(toDate(value));
}

/** `vendredi 1er janvier 2027` */
export function formatLongDate(value: DateLike): string {
  return ordinal(weekdayDay.format(toDate(value)));
}

/** `14 h 05` */
export function formatTime(value: DateLike): string {
  return time.format(toDate(value)).replace(':', `${nbsp}h${nbsp}`);
}

/** `1er janvier 2027 à 14 h 05` */
export function formatDateTime(value: DateLike): string {
  return `${formatDate(value)} à ${formatTime(value)}`;
}

/** What `<time datetime>` takes: the Paris day of a moment, or the moment itself. */
export function machineDate(value: DateLike, withTime = false): string {
  const date = toDate(value);
  return withTime ? date.toISOString() : dayCode(date);
}

/** `34 969`, with narrow no-break spaces */
export function formatNumber(value: number): string {
  return integers.format(value);
}

/** `12,5 %` from 0.125 */
export function formatPercent(share: number): string {
  return percents.format(share).replace(/\s?%/u, `${nbsp}%`);
}

/** `350 octets`, `12 Ko`, `1,4 Mo` */
export function formatFileSize(bytes: number): string {
  if (bytes < 1000) return plural(bytes, 'octet');
  const units = ['Ko', 'Mo', 'Go'] as const;
  let size = bytes / 1000;
  let unit: string = units[0];
  for (const next of units.slice(1)) {
    if (size < 999.5) break;
    size /= 1000;
    unit = next;
  }
  const rounded = size < 10 ? Math.round(size * 10) / 10 : Math.round(size);
  return `${integers.format(rounded)}${nbsp}${unit}`;
}

/** `0 membre`, `1 membre`, `2 membres`: the number and its noun, French style (plural from two). */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)}${nbsp}${Math.abs(count) < 2 ? one : many}`;
}

const dayNumber = (value: DateLike): number => Date.parse(`${machineDate(value)}T00:00:00Z`) / 86_400_000;

const ago = `il${nbsp}y${nbsp}a`;

/** `à l’instant`, `il y a 5 minutes`, `hier`, `il y a 3 semaines`, `il y a 4 mois`, `il y a 2 ans` */
export function relativeSince(value: DateLike, now: Date): string {
  const days = dayNumber(now) - dayNumber(value);
  const isDayOnly = typeof value === 'string' && calendarDate.test(value);
  const minutes = Math.floor((now.getTime() - toDate(value).getTime()) / 60_000);
  if (!isDayOnly && minutes < 60 && days <= 1) {
    if (minutes < 1) return 'à l’instant';
    return `${ago}${nbsp}${plural(minutes, 'minute')}`;
  }
  if (days <= 0)
    return isDayOnly ? 'aujourd’hui' : `${ago}${nbsp}${plural(Math.floor(minutes / 60), 'heure')}`;
  if (days === 1) return 'hier';
  if (days < 14) return `${ago}${nbsp}${plural(days, 'jour')}`;
  if (days < 60) return `${ago}${nbsp}${plural(Math.floor(days / 7), 'semaine')}`;
  if (days < 730) return `${ago}${nbsp}${plural(Math.floor(days / 30.4375), 'mois', 'mois')}`;
  return `${ago}${nbsp}${plural(Math.floor(days / 365.25), 'an')}`;
}

/** Initials for an avatar: `Jean-Marie Le Goff` → `JG` */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toLocaleUpperCase('fr-FR');
}

/** `Service à compétence nationale`: words of the data, at the start of a line. */
export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr-FR') + text.slice(1);
}

/** A phrase that stands by itself, as a sentence: « Close depuis mars. » for « close depuis mars ». */
export const sentence = (phrase: string): string =>
  `${capitalised(phrase)}${/[.!?…]$/.test(phrase) ? '' : '.'}`;

/** As within a sentence: « la réponse » for « La réponse ». */
export const uncapitalised = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
