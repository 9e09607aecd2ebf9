import type { ExperienceVisibility } from '../../platform/database/index.ts';
import { type Actor, isCopilot, isProgrammeTeam } from '../identity/index.ts';

export type MeasureVerb =
  | 'measure.view'
  | 'measure.create'
  | 'measure.edit'
  /** Moves a milestone, with the reason and the source. */
  | 'measure.postpone'
  /** Accepts or refuses what was proposed. */
  | 'measure.review'
  /** Says who else may edit it. */
  | 'measure.grant'
  /** Reads the experiences meant for those who answer for the measure, answers and removes them. */
  | 'measure.answer'
  /** Proposes a correction or a missing measure. */
  | 'measure.propose'
  /** Tells what one's authority lives with it. */
  | 'measure.tell'
  | 'experience.report'
  /** Hides what somebody told. */
  | 'experience.moderate';

/** What rights depend on. */
export interface MeasureFacts {
  published: boolean;
  /** The project group that keeps the agenda; null when there is none any more. */
  groupId: string | null;
  /** People who were given the right on this measure. */
  editors: ReadonlySet<string>;
  /** Who told the experience in question, and whether all may read it; of an answer to it, who wrote that too. */
  experience?: {
    authorId: string | null;
    visibility: ExperienceVisibility;
    answer?: { authorId: string | null };
  };
}

/** Whether this person may do that to this measure. */
export function can(actor: Actor | null, verb: MeasureVerb, measure: MeasureFacts): boolean {
  const { published, groupId, editors } = measure;
  const keeps = isProgrammeTeam(actor) || (groupId !== null && isCopilot(actor, groupId));
  switch (verb) {
    case 'measure.view':
      return published || keeps || isEditor(actor, editors);
    case 'measure.create':
    case 'measure.review':
    case 'measure.grant':
      return keeps;
    case 'measure.edit':
    case 'measure.postpone':
    case 'measure.answer':
      return keeps || isEditor(actor, editors);
    case 'measure.propose':
    case 'measure.tell':
      return actor?.state === 'active' && published;
    case 'experience.report':
      return actor?.state === 'active' && readsExperience(actor, measure) && !wrote(actor, measure);
    case 'experience.moderate':
      return keeps && !wrote(actor, measure);
  }
}

/** Whether this person reads what was told: what is for the pilots, those who answer for the measure and who told it alone. */
export function readsExperience(actor: Actor | null, measure: MeasureFacts): boolean {
  const isForAll = measure.experience?.visibility === 'public' && can(actor, 'measure.view', measure);
  const told = actor !== null && measure.experience?.authorId === actor.id;
  return isForAll || told || can(actor, 'measure.answer', measure);
}

/** Whether the words in question are theirs. */
function wrote(actor: Actor | null, { experience }: MeasureFacts): boolean {
  return actor !== null && (experience?.answer ?? experience)?.authorId === actor.id;
}

function isEditor(actor: Actor | null, editors: ReadonlySet<string>): boolean {
  return actor?.state === 'active' && editors.has(actor.id);
}
