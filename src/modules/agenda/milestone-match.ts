import type { MilestoneKind } from '../../platform/database/index.ts';
import { plainSpaces } from '../../platform/text-changes.ts';
import type { MeasureContent } from './content.ts';
import type { Period } from './period.ts';

type Wanted = MeasureContent['milestones'][number];

interface Kept extends Period {
  id: string;
  kind: MilestoneKind;
  label: string;
  cancelledAt: Date | null;
}

/** As they are read: by date, those without one last. */
export function inOrder(milestones: readonly Wanted[]): Wanted[] {
  const rank = ({ date }: Period) => date ?? '9999';
  return milestones.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) < rank(b) ? -1 : 1));
}

/**
 * Which milestone each of the wanted ones is, by place; null for a new one. By its id, also when it was cancelled
 * (a restored version brings it back); without id, as files have it, by what it is called, then by when it is.
 */
export function matchMilestones<One extends Kept>(
  kept: readonly One[],
  wanted: readonly Wanted[],
): (One | null)[] {
  const left = new Set(kept);
  const matches: (One | null)[] = wanted.map(() => null);
  const match = (same: (one: One, wish: Wanted) => boolean) => {
    for (const [place, wish] of wanted.entries()) {
      if (matches[place]) continue;
      const found = [...left].find((one) => same(one, wish));
      if (!found) continue;
      matches[place] = found;
      left.delete(found);
    }
  };
  match((one, { id }) => one.id === id);
  match(
    (one, { id, kind, label }) =>
      id === undefined && one.kind === kind && plainSpaces(one.label) === plainSpaces(label),
  );
  match(
    (one, { id, kind, date, precision }) =>
      id === undefined &&
      one.cancelledAt === null &&
      one.kind === kind &&
      one.date === date &&
      one.precision === precision,
  );
  return matches;
}
