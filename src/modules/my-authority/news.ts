import { z } from 'zod';
import { dayLater } from '../../ui/index.ts';
import { endOf, type Measure, type Milestone, periodPhrase } from '../agenda/index.ts';
import { evaluate, type Facts, type Verdict } from '../audience/index.ts';
import type { Agenda } from './reading.ts';
import { applyingMilestones, isAhead, isOver } from './standing.ts';

/** What a follower was last told: the verdict on each measure, where each date stood, the deadlines announced. */
export const toldSchema = z.object({
  verdicts: z.record(z.string(), z.enum(['yes', 'no', 'unknown', 'over'])),
  dates: z.record(z.string(), z.string()),
  deadlines: z.array(z.string()),
});

export type Told = z.infer<typeof toldSchema>;

/** One thing to tell. */
export interface News {
  measure: Measure;
  words: string;
  /** A deadline that nears, rather than a change. */
  deadline: Milestone | null;
}

/** How near a deadline is told, in days. */
export const noticeDays = 60;

type Known = Verdict | 'over';

const verdictOn = (measure: Measure, facts: Facts): Known =>
  isOver(measure) ? 'over' : evaluate(measure.audience, facts).verdict;

const placeOf = ({ date, precision, cancelledAt }: Milestone): string =>
  cancelledAt ? 'cancelled' : `${date ?? ''} ${precision}`;

/**
 * What there is to know of an authority today. Of the dates, those to come of what concerns it: the others do not move,
 * and a thousand followers each keep their own.
 */
export function snapshotOf(
  { measures, today }: Pick<Agenda, 'measures' | 'today'>,
  facts: Facts,
  deadlines: readonly string[],
): Told {
  const verdicts = measures.map((measure) => [measure.id, verdictOn(measure, facts)] as const);
  const concerning = measures.filter((_, index) => verdicts[index]?.[1] === 'yes');
  const dates = concerning
    .flatMap((measure) => applyingMilestones(measure, facts))
    .filter((milestone) => milestone.date === null || isAhead(milestone, today));
  return {
    verdicts: Object.fromEntries(verdicts),
    dates: Object.fromEntries(dates.map((milestone) => [milestone.id, placeOf(milestone)])),
    deadlines: [...deadlines],
  };
}

/** What changed for an authority since a follower was last told, and the deadlines that near and were not told. */
export function newsSince(
  told: Told,
  { measures, today }: Pick<Agenda, 'measures' | 'today'>,
  facts: Facts,
): News[] {
  return measures.flatMap((measure) => {
    const now = verdictOn(measure, facts);
    const before = told.verdicts[measure.id];
    const change = changeOf(before, now);
    if (change)
      return [{ measure, words: change, deadline: null }, ...nearing(told, measure, now, facts, today)];
    if (now !== 'yes') return [];
    const moved = applyingMilestones(measure, facts).flatMap((milestone) => {
      const words = movedWords(told.dates[milestone.id], milestone, today);
      return words ? [{ measure, words, deadline: null }] : [];
    });
    return [...moved, ...nearing(told, measure, now, facts, today)];
  });
}

function changeOf(before: Known | undefined, now: Known): string | null {
  if (before === now) return null;
  if (before === undefined) {
    if (now === 'yes') return 'Nouvelle mesure, qui vous concerne';
    return now === 'unknown'
      ? 'Nouvelle mesure, qui vous concerne peut-être : une réponse de vous suffit'
      : null;
  }
  if (now === 'yes') return 'Vous concerne désormais';
  if (now === 'over') return before === 'no' ? null : 'Prend fin';
  if (now === 'no') return before === 'over' ? null : 'Ne vous concerne plus';
  return 'Vous concerne peut-être désormais : une réponse de vous suffit';
}

function movedWords(before: string | undefined, milestone: Milestone, today: string): string | null {
  const now = placeOf(milestone);
  if (before === now) return null;
  if (milestone.cancelledAt) return before === undefined ? null : `Date annulée : ${milestone.label}`;
  const phrase = periodPhrase(milestone);
  if (before === undefined)
    return isAhead(milestone, today) ? `Nouvelle date, ${phrase} : ${milestone.label}` : null;
  const reason = milestone.moves.at(-1)?.reason;
  return `Date déplacée, désormais ${phrase} : ${milestone.label}${reason ? ` (${reason})` : ''}`;
}

function nearing(told: Told, measure: Measure, now: Known, facts: Facts, today: string): News[] {
  if (now !== 'yes') return [];
  const limit = dayLater(today, noticeDays);
  return applyingMilestones(measure, facts)
    .filter(({ kind }) => kind === 'deadline' || kind === 'entry_into_force')
    .filter((milestone) => isAhead(milestone, today) && (endOf(milestone) ?? '9999') <= limit)
    .filter(({ id }) => !told.deadlines.includes(id))
    .map((milestone) => ({
      measure,
      words: `Échéance ${periodPhrase(milestone)} : ${milestone.label}`,
      deadline: milestone,
    }));
}
