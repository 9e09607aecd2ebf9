import type { Deps } from '../../platform/deps.ts';
import type { Measure, Milestone } from '../agenda/index.ts';
import { evaluate, reasonOf } from '../audience/index.ts';
import type { Placed } from '../territories/index.ts';
import { factsIn, isTold, readAgenda } from './reading.ts';
import { applyingMilestones, openDates } from './standing.ts';

/** A date that concerns an authority, and why. */
export interface ConcerningEntry {
  measure: Measure;
  milestone: Milestone;
  reason: string;
  /** Why we cannot tell whether this date does, when it has a public of its own; null when it does. */
  unsettled: string | null;
}

/**
 * All the dates of the measures that concern an authority, past and cancelled ones too (calendars tell of both), and those that
 * may be its own, in the order of time; none where we do not say what concerns it.
 */
export async function concerningEntries(deps: Deps, place: Placed): Promise<ConcerningEntry[]> {
  if (!isTold(place.authority)) return [];
  const agenda = await readAgenda(deps);
  const { measures, vocabulary } = agenda;
  const facts = factsIn(agenda, place);
  return measures
    .flatMap((measure) => {
      const trace = evaluate(measure.audience, facts);
      if (trace.verdict !== 'yes') return [];
      const reason = reasonOf(trace, facts, vocabulary);
      return [
        ...applyingMilestones(measure, facts).map((milestone) => ({ milestone, unsettled: null })),
        ...openDates(measure, facts, vocabulary).map(({ milestone, reason: unsettled }) => ({
          milestone,
          unsettled,
        })),
      ].map((dated) => ({ measure, reason, ...dated }));
    })
    .sort((one, other) => dayOf(one).localeCompare(dayOf(other)));
}

const dayOf = ({ milestone }: ConcerningEntry): string => milestone.date ?? '9999-12-31';
