import type { Deps } from '../../platform/deps.ts';
import { type Measure, type Milestone, periodAsData } from '../agenda/index.ts';
import type { Flag } from '../audience/index.ts';
import type { Placed } from '../territories/index.ts';
import { isTold, readAgenda, readingOf } from './reading.ts';

/** What concerns an authority, as data; null where we do not say it. Answers and marks are nobody else's to read. */
export async function asData(deps: Deps, place: Placed): Promise<Readonly<Record<string, unknown>>> {
  if (!isTold(place.authority)) return { measures: null, next_deadline: null };
  const { publicUrl } = deps.settings;
  const { standing, flags } = readingOf(await readAgenda(deps), place);
  const { deadline } = standing;
  return {
    next_deadline: deadline && {
      ...milestoneAsData(deadline.milestone),
      measure: deadline.measure.slug,
      title: deadline.measure.title,
      url: urlOf(deadline.measure, publicUrl),
    },
    measures: standing.measures.map(
      ({ measure, place: group, verdict, reason, trace, change, question, next, open }) => ({
        slug: measure.slug,
        title: measure.title,
        nature: measure.nature,
        status: measure.status,
        confidence: measure.confidence,
        url: urlOf(measure, publicUrl),
        verdict,
        group,
        reason,
        trace,
        nearest_change: change,
        question: asQuestion(question, flags),
        next_milestone: next && milestoneAsData(next),
        unsettled_milestones: open.map((one) => ({
          ...milestoneAsData(one.milestone),
          reason: one.reason,
          question: asQuestion(one.question, flags),
        })),
      }),
    ),
  };
}

const urlOf = ({ slug }: Measure, publicUrl: string): string => `${publicUrl}/agenda/${slug}`;

const asQuestion = (code: string | null, flags: ReadonlyMap<string, Flag>) =>
  code === null ? null : { code, words: flags.get(code)?.question ?? code };

const milestoneAsData = (milestone: Milestone) => ({
  ...periodAsData(milestone),
  kind: milestone.kind,
  label: milestone.label,
});
