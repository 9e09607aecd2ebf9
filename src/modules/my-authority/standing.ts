import { dayLater } from '../../ui/index.ts';
import type { Measure, Milestone } from '../agenda/index.ts';
import { endOf, startOf } from '../agenda/index.ts';
import {
  evaluate,
  type Facts,
  type Judgement,
  judge,
  type Verdict,
  type Vocabulary,
} from '../audience/index.ts';

/** What a measure is to an authority, today. */
export type Place =
  /** An obligation that begins or falls due within six months, or did less than six months ago. */
  | 'now'
  /** An obligation with a later date, or that is not wholly in force. */
  | 'soon'
  /** An obligation in force, without a date to come. */
  | 'in_force'
  /** An opportunity or an experiment that is still open. */
  | 'opportunities'
  /** It concerns the authority, or might have, and is over. */
  | 'over'
  /** We cannot tell yet. */
  | 'unknown'
  | 'elsewhere';

/** A date of a measure that concerns the authority, when we cannot tell whether the date does. */
export interface OpenDate {
  milestone: Milestone;
  /** What we know, and what is missing. */
  reason: string;
  /** Code of the fact to ask; null when no answer would tell. */
  question: string | null;
}

export interface MeasureStanding extends Judgement {
  measure: Measure;
  place: Place;
  /** The next of its dates that holds for this authority, whatever it is. */
  next: Milestone | null;
  /** The last date from which it holds, or by which it was due, when that is past. */
  since: Milestone | null;
  /** The dates that may be its own, by time: none of them is `next`, nor the next deadline. */
  open: readonly OpenDate[];
}

/** A fact to ask, and what the answer settles. */
export interface OpenQuestion {
  flag: string;
  measures: readonly MeasureStanding[];
  /** Dates of measures that concern it anyhow. */
  dates: readonly { measure: Measure; milestone: Milestone }[];
}

/** Where an authority stands with the whole agenda. */
export interface Standing {
  measures: readonly MeasureStanding[];
  /** How many measures that are not over concern it. */
  concerned: number;
  /** The nearest date by which something is due or begins; failing that, the nearest date announced. */
  deadline: { measure: Measure; milestone: Milestone; firm: boolean } | null;
  questions: readonly OpenQuestion[];
}

/** How near a date is « maintenant », either way, in days. */
const nearDays = 183;

/** By which something is due, or from which it holds; the others only tell. */
const due: ReadonlySet<Milestone['kind']> = new Set(['deadline', 'entry_into_force', 'end']);

/** The dates of a measure that hold for an authority whom the measure concerns, or may concern. */
export function applyingMilestones({ milestones }: Measure, facts: Facts): Milestone[] {
  return milestones.filter(({ audience }) => !audience || evaluate(audience, facts).verdict === 'yes');
}

/** The dates with a public of their own of which we cannot tell whether the authority is part. */
export function openDates({ milestones }: Measure, facts: Facts, vocabulary: Vocabulary): OpenDate[] {
  return milestones.flatMap((milestone) => {
    if (!milestone.audience || evaluate(milestone.audience, facts).verdict !== 'unknown') return [];
    const { reason, question } = judge(milestone.audience, facts, vocabulary);
    return [{ milestone, reason, question }];
  });
}

/** Whether a date is still to come, or is running: « en 2026 » is, until 31 December. */
export function isAhead(milestone: Milestone, today: string): boolean {
  const end = endOf(milestone);
  return milestone.cancelledAt === null && end !== null && end >= today;
}

/** Whether a measure is behind us, whoever it concerned. */
export const isOver = ({ status }: Measure): boolean => status === 'ended' || status === 'repealed';

const unsettled: ReadonlySet<Measure['status']> = new Set([
  'proposed',
  'announced',
  'rolling_out',
  'postponed',
]);

/** The order in which dates press: by the last day that they may mean. */
const lastDay = (milestone: Milestone): string => endOf(milestone) ?? '9999-12-31';

const byDate = (one: Milestone, other: Milestone): number =>
  lastDay(one) < lastDay(other) ? -1 : lastDay(one) > lastDay(other) ? 1 : 0;

/** One measure for one authority. */
export function standingOf(
  measure: Measure,
  facts: Facts,
  vocabulary: Vocabulary,
  today: string,
): MeasureStanding {
  const judgement = judge(measure.audience, facts, vocabulary);
  const dates = applyingMilestones(measure, facts);
  const ahead = dates.filter((milestone) => isAhead(milestone, today)).sort(byDate);
  const past = dates
    .filter((milestone) => due.has(milestone.kind) && milestone.cancelledAt === null)
    .filter((milestone) => lastDay(milestone) < today)
    .sort(byDate);
  const next = ahead[0] ?? null;
  const since = past.at(-1) ?? null;
  const open =
    judgement.verdict === 'yes' && !isOver(measure) ? openToday(measure, facts, vocabulary, today) : [];
  return {
    ...judgement,
    measure,
    place: placeOf(measure, judgement.verdict, { ahead, open, since, today }),
    next,
    since,
    open,
  };
}

/** Those to tell: to come, without a date, or past when it binds; a step that is behind us settles nothing. */
function openToday(measure: Measure, facts: Facts, vocabulary: Vocabulary, today: string): OpenDate[] {
  return openDates(measure, facts, vocabulary)
    .filter(({ milestone }) => milestone.cancelledAt === null)
    .filter(
      ({ milestone }) => milestone.date === null || isAhead(milestone, today) || due.has(milestone.kind),
    )
    .sort((one, other) => byDate(one.milestone, other.milestone));
}

function placeOf(
  measure: Measure,
  verdict: Verdict,
  {
    ahead,
    open,
    since,
    today,
  }: {
    ahead: readonly Milestone[];
    open: readonly OpenDate[];
    since: Milestone | null;
    today: string;
  },
): Place {
  if (verdict === 'no') return 'elsewhere';
  if (isOver(measure)) return 'over';
  if (verdict === 'unknown') return 'unknown';
  if (measure.nature !== 'obligation') return 'opportunities';
  // A measure that is only proposed binds nobody yet, however near its dates.
  const binding = measure.status !== 'proposed';
  const isNear = ahead.some(
    (milestone) => due.has(milestone.kind) && (startOf(milestone) ?? '9999') <= dayLater(today, nearDays),
  );
  const isRecent = since !== null && lastDay(since) >= dayLater(today, -nearDays);
  if (binding && (isNear || isRecent)) return 'now';
  // A date that may be its own is one to prepare, and makes nothing press.
  const mayCome = open.some(({ milestone }) => isAhead(milestone, today));
  return ahead.length > 0 || mayCome || unsettled.has(measure.status) ? 'soon' : 'in_force';
}

/** All the measures for one authority, those that press most first. */
export function standingIn(
  measures: readonly Measure[],
  facts: Facts,
  vocabulary: Vocabulary,
  today: string,
): Standing {
  const standings = measures
    .map((measure) => standingOf(measure, facts, vocabulary, today))
    .sort((one, other) => lastOf(one).localeCompare(lastOf(other)) || compareSince(one, other));
  const concerning = standings.filter(({ verdict, measure }) => verdict === 'yes' && !isOver(measure));
  const ahead = concerning
    .flatMap(({ measure }) =>
      applyingMilestones(measure, facts)
        .filter((milestone) => isAhead(milestone, today))
        .map((milestone) => ({ measure, milestone, firm: due.has(milestone.kind) })),
    )
    .sort((one, other) => byDate(one.milestone, other.milestone));
  return {
    measures: standings,
    concerned: concerning.length,
    deadline: ahead.find(({ firm }) => firm) ?? ahead[0] ?? null,
    questions: questionsIn(standings),
  };
}

const lastOf = ({ next }: MeasureStanding): string => (next ? lastDay(next) : '9999-12-31');

/** Without dates to come, what began last first. */
const compareSince = (one: MeasureStanding, other: MeasureStanding): number =>
  (other.since ? lastDay(other.since) : '').localeCompare(one.since ? lastDay(one.since) : '');

/** Each fact asked once: that which settles most measures first, then most dates, then that which presses most. */
function questionsIn(standings: readonly MeasureStanding[]): OpenQuestion[] {
  const measures = Map.groupBy(
    standings.filter(({ place }) => place === 'unknown'),
    ({ question }) => question,
  );
  const dates = Map.groupBy(
    standings.flatMap(({ measure, open }) => open.map((one) => ({ ...one, measure }))),
    ({ question }) => question,
  );
  return [...new Set([...measures.keys(), ...dates.keys()])]
    .filter((flag) => flag !== null)
    .map((flag) => ({ flag, measures: measures.get(flag) ?? [], dates: dates.get(flag) ?? [] }))
    .sort(
      (one, other) => other.measures.length - one.measures.length || other.dates.length - one.dates.length,
    );
}

const pressing: readonly Place[] = ['now', 'soon', 'in_force', 'opportunities'];

export interface NextAction {
  measure: Measure;
  act: string;
}

/** The one thing to do first: of the most pressing measure, the first that is not dealt with. */
export function nextAction(
  { measures }: Standing,
  isDealtWith: (measureId: string, act: string) => boolean = () => false,
): NextAction | null {
  for (const place of pressing) {
    for (const { measure, place: its } of measures) {
      if (its !== place) continue;
      const act = measure.consequences.find((one) => !isDealtWith(measure.id, one));
      if (act !== undefined) return { measure, act };
    }
  }
  return null;
}
