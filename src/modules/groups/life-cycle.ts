import type { GroupState, StepState } from '../../platform/database/index.ts';
import { machineDate } from '../../ui/index.ts';

export const groupStates = [
  'proposed',
  'active',
  'paused',
  'closed',
] as const satisfies readonly GroupState[];

export const stateLabels: Readonly<Record<GroupState, string>> = {
  proposed: 'Proposé',
  active: 'Actif',
  paused: 'En pause',
  closed: 'Clos',
};

/**
 * Where a group may go from each state. A proposal that is not retained is closed, and so is a group that
 * never came back from its pause; a closed group stays closed.
 */
const next: Readonly<Record<GroupState, readonly GroupState[]>> = {
  proposed: ['active', 'closed'],
  active: ['paused', 'closed'],
  paused: ['active', 'closed'],
  closed: [],
};

export function nextStates(from: GroupState): readonly GroupState[] {
  return next[from];
}

/** After this many months without a progress point, an active group is said to sleep. */
const dormantAfterMonths = 4;

export interface Dormancy {
  months: number;
  /** Counted from the last progress point, or from the day the group became active on Cordée. */
  since: 'progress' | 'activation';
}

interface Signs {
  state: GroupState;
  lastProgress: { onDay: string } | null;
  /** When somebody made the group active here; null for what was so before Cordée knew of it. */
  activatedAt: Date | null;
}

/**
 * Says since when an active group has been silent. Null also when nobody can tell: a group taken over from
 * before has no points here, which proves nothing about its work.
 */
export function dormancyOf(signs: Signs, now: Date): Dormancy | null {
  const silence = silenceOf(signs);
  if (!silence) return null;
  const months = fullMonths(silence.day, machineDate(now));
  return months >= dormantAfterMonths ? { months, since: silence.since } : null;
}

/** The last day on which an active group showed life, and by what; null when nobody can tell. */
export function silenceOf({
  state,
  lastProgress,
  activatedAt,
}: Signs): { day: string; since: Dormancy['since'] } | null {
  if (state !== 'active') return null;
  const lastProgressOn = lastProgress?.onDay;
  const activatedOn = activatedAt && machineDate(activatedAt);
  const since = lastProgressOn && (!activatedOn || lastProgressOn >= activatedOn) ? 'progress' : 'activation';
  const day = since === 'progress' ? lastProgressOn : activatedOn;
  return day ? { day, since } : null;
}

/** Whole months from one day to another, as people count them: 15 March to 14 July is three. */
function fullMonths(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  // From 31 October, four months end with February, whatever its length.
  const lastOfMonth = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  const complete = toDay >= Math.min(fromDay, lastOfMonth);
  return (toYear - fromYear) * 12 + toMonth - fromMonth - (complete ? 0 : 1);
}

/** Whether a step should have been done by that day (`2027-01-31`). */
export function isLate(step: { state: StepState; dueOn: string | null }, today: string): boolean {
  return step.dueOn !== null && step.dueOn < today && (step.state === 'todo' || step.state === 'doing');
}

/** By how many days a step or a task is late; 0 when it is not. */
export function daysLate(step: { state: StepState; dueOn: string | null }, today: string): number {
  if (!isLate(step, today) || step.dueOn === null) return 0;
  return Math.round((Date.parse(today) - Date.parse(step.dueOn)) / 86_400_000);
}
