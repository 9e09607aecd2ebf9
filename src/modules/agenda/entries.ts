import type { Verdict } from '../audience/index.ts';
import type { Measure, Milestone } from './measure.ts';
import { endOf, placeOf, startOf } from './period.ts';
import type { Selected, Wanted } from './select.ts';

/** Where an entry of the list stands, seen from today. */
export type Part = 'soon' | 'now' | 'undated' | 'past';

/** One line of the list: a milestone, or a measure that is being rolled out without a milestone of today. */
export interface Entry {
  measure: Measure;
  milestone: Milestone | null;
  verdict: Verdict | null;
  part: Part;
  /** Of its heading: « 2027, 1er trimestre », « 2027 ». */
  heading: string;
}

const order: Record<Part, number> = { soon: 0, now: 1, undated: 2, past: 3 };
const parts = { future: 'soon', current: 'now', past: 'past', unknown: 'undated' } as const;

/** To come, the soonest first; now, what ends first first; without a date; past, the latest first. */
export function entriesOf(selected: readonly Selected[], wanted: Wanted, today: string): Entry[] {
  const entries = selected.flatMap(({ measure, verdict, milestones }): Entry[] => {
    const own = milestones.map(({ of: milestone, verdict: itsOwn }): Entry => {
      const part = parts[placeOf(milestone, today)];
      return { measure, milestone, verdict: itsOwn, part, heading: headingOf(milestone, part) };
    });
    const runs = measure.status === 'rolling_out' && !own.some(({ part }) => part === 'now');
    return runs && holdsToday(wanted, today)
      ? [...own, { measure, milestone: null, verdict, part: 'now', heading: '' }]
      : own;
  });
  const keyed = entries.map((entry) => ({ entry, key: sortKey(entry) }));
  return keyed.sort((one, other) => compare(one.key, other.key)).map(({ entry }) => entry);
}

function holdsToday({ de, a }: Wanted, today: string): boolean {
  const year = Number(today.slice(0, 4));
  return (de ?? year) <= year && year <= (a ?? year);
}

type Key = readonly [part: number, time: string, title: string];

/** A day turned around: what is later comes first. */
const backwards = (day: string) => day.replace(/\d/g, (digit) => String(9 - Number(digit)));

function sortKey({ part, milestone, measure }: Entry): Key {
  const [start, end] = [milestone && startOf(milestone), milestone && endOf(milestone)];
  // What is only known by its year follows its quarters.
  const soon = `${start?.slice(0, 4)} ${quarterOf(milestone) ?? 5} ${start}`;
  const time = { soon, now: end ?? '9999', undated: '', past: backwards(end ?? '') }[part];
  return [order[part], time, measure.title];
}

function compare(one: Key, other: Key): number {
  return (
    one[0] - other[0] ||
    (one[1] < other[1] ? -1 : one[1] > other[1] ? 1 : one[2].localeCompare(other[2], 'fr'))
  );
}

/** Null when the period does not lie in one quarter. */
function quarterOf(milestone: Milestone | null): number | null {
  const start = milestone && startOf(milestone);
  if (!start || milestone.precision === 'half' || milestone.precision === 'year') return null;
  return Math.ceil(Number(start.slice(5, 7)) / 3);
}

function headingOf(milestone: Milestone, part: Part): string {
  const year = startOf(milestone)?.slice(0, 4) ?? '';
  if (part === 'past') return (endOf(milestone) ?? '').slice(0, 4);
  if (part !== 'soon') return '';
  const quarter = quarterOf(milestone);
  if (quarter === null) return `${year}, sans trimestre précis`;
  return `${year}, ${quarter === 1 ? '1er' : `${quarter}e`} trimestre`;
}

/** Entries that follow one another under one heading. */
export function byHeading(entries: readonly Entry[]): { heading: string; entries: Entry[] }[] {
  return [...Map.groupBy(entries, ({ heading }) => heading)].map(([heading, of]) => ({
    heading,
    entries: of,
  }));
}
